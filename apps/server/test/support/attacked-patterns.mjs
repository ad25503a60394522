// A worker: tries patterns on texts, one after the other, and says before each text how far it is. Whoever asked ends it
// when it takes too long over one.
import { parentPort, workerData } from 'node:worker_threads';

for (const { index, source, flags, texts } of workerData) {
  const pattern = new RegExp(source, flags.replace(/[gy]/g, ''));
  for (const { prefix, pump, times, suffix } of texts) {
    parentPort.postMessage(index);
    pattern.test(prefix + pump.repeat(times) + suffix);
  }
}
