/** Runs an iterable up to its first value, so that what fails at once fails before anything is answered. */
export async function started<Value>(iterable: AsyncIterable<Value>): Promise<AsyncIterable<Value>> {
  const iterator = iterable[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* resumed(): AsyncGenerator<Value, void, undefined> {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return resumed();
}

/** The text of a JSON array out of batches of its elements' texts, a piece a batch. */
export async function* arrayText(
  batches: AsyncIterable<readonly string[]>,
): AsyncGenerator<string, void, undefined> {
  let before = '[';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.join(',');
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** The text of an object around an array's text. */
export async function* framed(
  before: string,
  text: AsyncIterable<string>,
  after: string,
): AsyncGenerator<string, void, undefined> {
  yield before;
  yield* text;
  yield after;
}
