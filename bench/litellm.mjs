// On the side, no part of `npm run bench`: look-ups of one model in the registry beside a LiteLLM proxy that has as many models.
//   pip install 'litellm[proxy]'; node --import tsx bench/litellm.mjs --litellm <its program>
import { spawn, spawnSync } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createDatabases } from './databases.mjs';
import { endWith } from './ending.mjs';
import { awakeLoadOf, perSecond, ratioOf, takeTurns } from './measure.mjs';
import { pinned, processors } from './processors.mjs';
import { freePort } from './replicas/postgres.mjs';
import { ask, get, modelUrls } from './requests.mjs';
import { startRegistry } from './servers.mjs';

const { values } = parseArgs({
  options: {
    litellm: { type: 'string', default: 'litellm' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
  },
});
const models = 2_500;
const key = 'sk-bench-0123456789';
const patience = 180_000;

const entryOf = (index) => ({
  model_name: `bench/model-${index}`,
  // Never asked: only what is known of it is.
  litellm_params: {
    model: 'openai/gpt-4o-mini',
    api_key: 'sk-none',
    api_base: 'http://127.0.0.1:9/v1',
    input_cost_per_token: 1.5e-7,
    output_cost_per_token: 6e-7,
  },
  model_info: { id: `model-${index}`, max_tokens: 16_384 },
});

const lookUp = (index) => `/v1/model/info?litellm_model_id=model-${index}`;
const headers = { authorization: `Bearer ${key}` };

async function firstLookUp(address) {
  for (const end = performance.now() + patience; performance.now() < end; await delay(500)) {
    const response = await fetch(address + lookUp(0), { headers }).catch(() => null);
    if (response?.ok) return (await response.text()).length;
  }
  throw new Error('The proxy did not answer.');
}

/** Starts a proxy with one worker and without a database. YAML takes JSON. */
async function startProxy(folder) {
  const config = join(folder, 'litellm.yaml');
  const model_list = Array.from({ length: models }, (_, index) => entryOf(index));
  writeFileSync(config, JSON.stringify({ model_list, general_settings: { master_key: key } }));
  const port = await freePort();
  const args = ['--config', config, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1'];
  const output = openSync(join(folder, 'litellm.log'), 'w');
  const child = spawn(...pinned(processors.server, values.litellm, args), {
    stdio: ['ignore', output, output],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const address = `http://127.0.0.1:${port}`;
  const bytes = await firstLookUp(address);
  return { address, pid: child.pid, bytes };
}

const databases = createDatabases();
endWith(databases);
const proxy = await startProxy(databases.folder);
const registry = await startRegistry(await databases.sqlite({ models }));
const urls = modelUrls(models);
const bytes = (await ask(registry.address, urls[0])).length;
const theirKinds = [{ urls: Array.from({ length: models }, (_, index) => lookUp(index)), headers }];
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds), connections: 16 };
const [ours, theirs] = await takeTurns(
  [awakeLoadOf(registry, [get(...urls)]), awakeLoadOf(proxy, theirKinds)],
  options,
);
const { ratio, low, high, target, comparison } = ratioOf(perSecond(ours), perSecond(theirs));
const { stdout } = spawnSync(values.litellm, ['--version'], { encoding: 'utf8' });
const version = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
console.log(
  `${target.toFixed(0)} look-ups a second (${bytes} bytes) against ${comparison.toFixed(0)} (${proxy.bytes} bytes) of LiteLLM proxy ${version}, one worker, no ` +
    `database, ${models} models each, 16 connections: ${ratio.toFixed(0)} times (${low.toFixed(0)}–${high.toFixed(0)}); must be ≥ 80`,
);
process.exit(ratio >= 80 ? 0 : 1);
