import type { Server } from 'bun';
import type { Shutdown } from './plugins/shutdown.ts';
import type { Tls } from './tls.ts';

type App = {
  listen: (options: { hostname: string; port: number; reusePort: boolean; tls?: Tls }) => unknown;
  server: Server<unknown> | null;
};

type ListenOptions = { hostname: string; port: number; reusePort: boolean; tls: Tls | undefined };

export type Listener = {
  port: number;
  /** Uses the certificate for new connections. */
  renew: (tls: Tls) => void;
  /**
   * Stops gracefully: health fails and responses ask clients to reconnect for `graceMs`. Then the port is closed, long polls are answered,
   * and the promise resolves when no request is in flight.
   */
  close: (graceMs: number) => Promise<void>;
};

export const listen = (app: App, shutdown: Shutdown, { hostname, port, reusePort, tls }: ListenOptions): Listener => {
  const open = (on: number, certificate: Tls | undefined): Server<unknown> => {
    // A Bun server keeps its certificate: a renewed one needs a second server on the port.
    app.listen({ hostname, port: on, reusePort: reusePort || tls !== undefined, ...(certificate && { tls: certificate }) });
    if (!app.server) throw new Error(`could not listen on ${hostname}:${on}`);
    return app.server;
  };
  let server = open(port, tls);
  const bound = server.port ?? port;
  const closing = new Set<Promise<void>>();

  return {
    port: bound,
    renew: (certificate) => {
      const old = server;
      server = open(bound, certificate);
      const closed = old.stop().finally(() => closing.delete(closed));
      closing.add(closed);
    },
    close: async (graceMs) => {
      shutdown.announce();
      await Bun.sleep(graceMs);
      const closed = server.stop();
      shutdown.releaseWaiting();
      await Promise.all([closed, ...closing]);
    },
  };
};
