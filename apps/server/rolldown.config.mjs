import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('./dist/', import.meta.url));

/** Modules find files beside themselves: each keeps the address that it would have had. */
const ownAddresses = {
  name: 'own-addresses',
  transform(code, id) {
    if (id.startsWith('\0') || !code.includes('import.meta.url')) return null;
    const path = relative(built, id).split(sep).join('/');
    const address = `new URL(${JSON.stringify(path)}, import.meta.url).href`;
    // Lines stay where they are, and with them what source maps say of them.
    return { code: code.replaceAll('import.meta.url', address), map: null };
  },
};

/** One other letter, in a comment even, makes V8 keep a whole file with two bytes a letter: 4 MB of an idle server. */
const asciiOnly = {
  name: 'ascii-only',
  renderChunk(code) {
    if (/\\[^\0-\x7f]/.test(code))
      throw new Error('A letter behind a backslash cannot be escaped once more.');
    const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return { code: code.replace(/[^\0-\x7f]/g, escaped), map: null };
  },
};

export default {
  input: 'dist/main.js',
  platform: 'node',
  // Asked for by name when they are needed, if at all: knex knows drivers that nobody installs.
  external: [
    'pino-pretty',
    /^(better-sqlite3|mariadb|mysql2?|oracledb|pg|pg-native|pg-query-stream|sqlite3|tedious)(\/|$)/,
  ],
  plugins: [ownAddresses, asciiOnly],
  // Nothing is left out: calls that are made for what they throw only, such as `decodeURIComponent(path)`, would go too.
  treeshake: false,
  output: {
    dir: 'dist',
    entryFileNames: '[name].js',
    // In one folder, which is what addresses are relative to.
    chunkFileNames: '[name].js',
    format: 'esm',
    minify: false,
    sourcemap: true,
    // Reading one file of several megabytes makes malloc keep as much for ever: 18 MB of an idle server.
    codeSplitting: { groups: [{ name: 'packages', test: /node_modules/, maxSize: 700_000 }] },
  },
};
