import type { Server } from 'bun';
import type { Shutdown } from './plugins/shutdown.ts';
import type { Tls } from './tls.ts';

/** An Elysia app, as far as listening needs it. */
type App = {
  listen: (options: { hostname: string; port: number; reusePort: boolean; tls?: Tls }) => unknown;
  server: Server<unknown> | null;
};

type ListenOptions = { hostname: string; port: number; reusePort: boolean; tls: Tls | undefined };

export type Listener = {
  port: number;
  /** New connections get this certificate; open ones keep theirs. */
  renew: (tls: Tls) => void;
  /**
   * Stops: health fails first, for `graceMs` in which requests are served and each response asks its client to leave. Then the port is
   * closed, waiting requests are answered, and the promise resolves once no request is in flight.
   */
  close: (graceMs: number) => Promise<void>;
};

export const listen = (app: App, shutdown: Shutdown, { hostname, port, reusePort, tls }: ListenOptions): Listener => {
  const open = (on: number, certificate: Tls | undefined): Server<unknown> => {
    // Bun's server keeps its first certificate: a renewed one needs a second server on the port.
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
