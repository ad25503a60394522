/** A member of an object: its name, and its value as JSON. */
export type Member = readonly [name: string, value: string];

export const memberText = ([name, value]: Member): string => `${JSON.stringify(name)}:${value}`;

/** The text of a JSON object out of batches of its members, a piece a batch. Who makes them sees to it that names differ. */
export async function* objectText(
  batches: AsyncIterable<readonly Member[]>,
): AsyncGenerator<string, void, undefined> {
  let before = '{';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.map(memberText).join(',');
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}
