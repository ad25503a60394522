#!/usr/bin/env node
// A file of its own, because npm links a bin at install, which is before the build.
import '../dist/main.js';
