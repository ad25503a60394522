// Writers who note what was acknowledged, and what may or may not have happened.
import { setTimeout as delay } from 'node:timers/promises';
import { pathOf } from './requests.mjs';

const absent = null;

/** Milliseconds after which an answer is given up; longer than a server lets a request wait for its database. */
const patience = 30_000;

/** What is known of one model: the last acknowledged value, and those whose writes ended without an answer since. */
function createKnown(name) {
  let acknowledged = absent;
  let unknown = [];
  return {
    name,
    isThere: () => acknowledged !== absent,
    acknowledge(value) {
      acknowledged = value;
      unknown = [];
    },
    doubt(value) {
      unknown.push(value);
    },
    mayBe: (value) => value === acknowledged || unknown.includes(value),
  };
}

/** One write of a model: its value, or its deletion. Answers null where it is not known what became of it. */
async function write(call, name, value) {
  const [method, path, body] =
    value === absent
      ? ['DELETE', pathOf(name), undefined]
      : ['POST', '/api/models', { model_name: name, max_context_window: value }];
  const signal = AbortSignal.timeout(patience);
  const answer = await call(method, path, { body, signal }).catch(() => null);
  return answer === null || answer.status >= 500 ? null : answer;
}

/**
 * Writers who each write models of their own on all servers, until they are stopped.
 * @returns what they know of each model, the acknowledged writes, and what contradicted what they knew
 */
export function startWriters({ calls }, { writers, models }) {
  const known = [];
  const acknowledged = [];
  const contradictions = [];
  let unanswered = 0;
  let value = 0;
  let isOver = false;

  function take(answer, model, wanted) {
    if (answer.status === 404 && wanted === absent && !model.mayBe(absent))
      contradictions.push(`${model.name} is gone`);
    else if (answer.status >= 400 && answer.status !== 404)
      contradictions.push(`${model.name}: ${answer.status} ${answer.text}`);
    if (answer.status < 300)
      acknowledged.push({ name: model.name, revision: Number(answer.headers['registry-revision']), wanted });
    model.acknowledge(wanted);
  }

  async function run(writer) {
    const mine = Array.from({ length: models }, (_, index) => createKnown(`written/${writer}-${index}`));
    known.push(...mine);
    for (let turn = 0, server = writer; !isOver; turn++) {
      const model = mine[turn % models];
      const wanted = turn % 7 === 6 && model.isThere() ? absent : ++value;
      const answer = await write(calls[server % calls.length], model.name, wanted);
      if (answer) take(answer, model, wanted);
      else {
        model.doubt(wanted);
        unanswered += 1;
        server += 1;
      }
      await delay(answer ? 5 : 50);
    }
  }

  const running = Promise.all(Array.from({ length: writers }, (_, writer) => run(writer)));
  return {
    known,
    acknowledged,
    contradictions,
    unanswered: () => unanswered,
    async stop() {
      isOver = true;
      await running;
    },
  };
}
