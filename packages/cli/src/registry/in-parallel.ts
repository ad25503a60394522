/** Requests at a time: enough to hide the way there and back, few enough to leave a registry to others. */
const lanes = 8;

/** Does something to every item, a few at a time; the answers are in the order of the items. */
export async function inParallel<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = new Array(items.length);
  const entries = items.entries();
  const lane = async () => {
    // All lanes take from one iterator.
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
