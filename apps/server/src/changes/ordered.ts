/** One stream out of several, each of which is in order. Each is read as far as its next value only. */
export async function* mergeOrdered<Value>(
  streams: readonly AsyncIterable<Value>[],
  compare: (one: Value, other: Value) => number,
): AsyncGenerator<Value, void, undefined> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let first: { at: number; value: Value } | undefined;
    for (const [at, head] of heads.entries()) {
      if (!head.done && (!first || compare(head.value, first.value) < 0)) first = { at, value: head.value };
    }
    const iterator = first && iterators[first.at];
    if (!first || !iterator) return;
    yield first.value;
    heads[first.at] = await iterator.next();
  }
}

/** A stream in order without the values that are there twice. */
export async function* withoutTwins<Value>(
  stream: AsyncIterable<Value>,
  compare: (one: Value, other: Value) => number,
): AsyncGenerator<Value, void, undefined> {
  let last: Value | undefined;
  for await (const value of stream) {
    if (last === undefined || compare(last, value) !== 0) yield value;
    last = value;
  }
}

/** A stream in lists of `size`, the last of which may be shorter. */
export async function* inBatches<Value>(
  stream: AsyncIterable<Value>,
  size: number,
): AsyncGenerator<Value[], void, undefined> {
  let batch: Value[] = [];
  for await (const value of stream) {
    batch.push(value);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** What is read in stretches, each of which begins behind the one before; one that is short is the last. */
export async function* inStretches<Value, Place>(
  from: Place,
  size: number,
  read: (from: Place, most: number) => Promise<Value[]>,
  placeOf: (value: Value) => Place,
): AsyncGenerator<Value, void, undefined> {
  for (let place = from; ; ) {
    const stretch = await read(place, size);
    yield* stretch;
    const last = stretch.at(-1);
    if (last === undefined || stretch.length < size) return;
    place = placeOf(last);
  }
}
