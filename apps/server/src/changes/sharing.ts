/**
 * Makes one read out of those that are asked for at the same moment under the same key: a change wakes many readers at
 * once, and most of them stand at the same place. None gets what was read before it asked.
 */
export function createSharing<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
  const gathering = new Map<string, Promise<Value>>();

  async function afterGathering(key: string, read: () => Promise<Value>): Promise<Value> {
    await new Promise((resolve) => setImmediate(resolve));
    gathering.delete(key);
    return read();
  }

  return (key, read) => {
    const shared = gathering.get(key) ?? afterGathering(key, read);
    gathering.set(key, shared);
    return shared;
  };
}
