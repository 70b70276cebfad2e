import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy whose connections a test can cut or freeze. */
export type TcpProxy = {
  port: number;
  /** Closes all connections and refuses new ones until `restore`. */
  cut: () => void;
  /** Drops all bytes: half-open connections, until `restore` closes them. */
  freeze: () => void;
  restore: () => void;
  close: () => void;
};

export const startTcpProxy = async (host: string, port: number): Promise<TcpProxy> => {
  const pairs = new Set<[Socket, Socket]>();
  let state: 'open' | 'cut' | 'frozen' = 'open';

  const endAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };

  const server = createServer((client) => {
    if (state === 'cut') return client.destroy();
    const target = connect(port, host);
    const pair: [Socket, Socket] = [client, target];
    pairs.add(pair);
    for (const [from, to] of [pair, [target, client] as const]) {
      from.on('data', (chunk) => state === 'open' && to.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as { port: number }).port,
    cut: () => {
      state = 'cut';
      endAll();
    },
    freeze: () => {
      state = 'frozen';
    },
    restore: () => {
      if (state === 'frozen') endAll();
      state = 'open';
    },
    close: () => {
      endAll();
      server.close();
    },
  };
};

/** Points a URL at the proxy. */
export const through = (proxy: TcpProxy, url: string): string => {
  const proxied = new URL(url);
  proxied.hostname = '127.0.0.1';
  proxied.port = String(proxy.port);
  return proxied.href;
};
