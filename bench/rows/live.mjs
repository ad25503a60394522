// A look-up in a live client's memory, measured by its own program.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ratioOf } from '../measure.mjs';
import { pinned, processors } from '../processors.mjs';

const program = fileURLToPath(new URL('../live-get.mjs', import.meta.url));
const id = 'live-get';

export const liveParts = [
  {
    rows: [
      {
        id,
        what: '`models.get` of a live client, 100,000 models',
        against: 'nested `Map.get`',
        must: 0.5,
        aim: 0.9,
      },
    ],
    async measure({ options }) {
      const args = ['--expose-gc', program, '--json', '--rounds', String(options.rounds)];
      const { stdout, status } = spawnSync(...pinned(processors.server, process.execPath, args), {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (status !== 0) throw new Error(`${program} ended with status ${status}.`);
      const { live, map } = JSON.parse(stdout);
      return { [id]: ratioOf(live, map) };
    },
  },
];
