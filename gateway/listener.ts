import type { Server } from 'bun';
import type { AnyElysia } from 'elysia';
import type { Shutdown } from './plugins/shutdown.ts';
import type { Tls } from './tls.ts';

type Options = { hostname: string; port: number; reusePort: boolean; tls: Tls | undefined };

export const listen = (app: Pick<AnyElysia, 'listen' | 'server'>, shutdown: Shutdown, options: Options) => {
  const { hostname, reusePort } = options;
  // A Bun server keeps its certificate: a renewed one needs a second server on the port.
  const open = (port: number, tls: Tls | undefined): Server<unknown> => {
    app.listen({ hostname, port, reusePort: reusePort || tls !== undefined, ...(tls && { tls }) });
    if (!app.server) throw new Error(`could not listen on ${hostname}:${port}`);
    return app.server;
  };
  let server = open(options.port, options.tls);
  const port = server.port ?? options.port;
  const closing = new Set<Promise<void>>();

  return {
    port,
    /** Uses the certificate for new connections. */
    renew: (tls: Tls): void => {
      const old = server;
      server = open(port, tls);
      const closed = old.stop().finally(() => closing.delete(closed));
      closing.add(closed);
    },
    /** Health fails and responses close their connections for `graceMs`. Then the port is closed; resolves when no request is in flight. */
    close: async (graceMs: number): Promise<void> => {
      shutdown.announce();
      await Bun.sleep(graceMs);
      const closed = server.stop();
      shutdown.releaseWaiting();
      await Promise.all([closed, ...closing]);
    },
  };
};
