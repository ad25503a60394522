// Removes what an earlier build left, so that nothing deleted since is packed.
import { rmSync } from 'node:fs';

for (const folder of ['dist', 'pack'])
  rmSync(new URL(`../${folder}`, import.meta.url), { recursive: true, force: true });
