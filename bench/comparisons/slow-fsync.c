/* A disk that takes 2 ms longer to say that what it was given is there: loaded before a program (LD_PRELOAD), see slow-disk.mjs. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static const useconds_t added = 2000;

int fsync(int file) {
  int (*original)(int) = dlsym(RTLD_NEXT, "fsync");
  usleep(added);
  return original(file);
}

int fdatasync(int file) {
  int (*original)(int) = dlsym(RTLD_NEXT, "fdatasync");
  usleep(added);
  return original(file);
}
