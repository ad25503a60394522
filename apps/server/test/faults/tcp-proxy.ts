import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to another server that can be closed. */
export interface TcpProxy {
  port: number;
  /** From now on nothing comes through, and nobody is told: what is sent is lost, as behind a firewall that drops. */
  swallow(): void;
  /** From now on connections are cut, and new ones too. */
  cut(): void;
  /** What comes from now on gets through; connections from before are cut, as by a router that has forgotten them. */
  open(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let state: 'open' | 'swallowing' | 'cutting' = 'open';
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((inner) => {
    if (state === 'cutting') return void inner.resetAndDestroy();
    const outer = connect(target, '127.0.0.1');
    const pair = [inner, outer] as const;
    pairs.add(pair);
    inner.pipe(outer);
    outer.pipe(inner);
    if (state === 'swallowing') swallowPair(pair);
    for (const socket of pair)
      socket
        .on('error', () => {})
        .on('close', () => {
          pairs.delete(pair);
          for (const other of pair) other.destroy();
        });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function swallowPair([inner, outer]: readonly [Socket, Socket]): void {
    inner.unpipe(outer).resume();
    outer.unpipe(inner).resume();
  }
  function cutAll(): void {
    for (const [inner, outer] of pairs) {
      inner.resetAndDestroy();
      outer.destroy();
    }
  }
  return {
    // A server that listens on TCP has an AddressInfo.
    port: (server.address() as AddressInfo).port,
    swallow() {
      state = 'swallowing';
      for (const pair of pairs) swallowPair(pair);
    },
    cut() {
      state = 'cutting';
      cutAll();
    },
    open() {
      state = 'open';
      cutAll();
    },
    async close() {
      state = 'cutting';
      cutAll();
      server.close();
    },
  };
}
