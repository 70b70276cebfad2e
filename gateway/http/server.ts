import type { TCPSocketListener, TLSOptions } from 'bun';
import { type ClientLimits, Connection, type Host } from './connection.ts';
import { Deadlines } from './deadlines.ts';

export type ListenSettings = {
  hostname: string;
  port: number;
  /** Several processes may listen on one port: the kernel shares the connections out. */
  reusePort: boolean;
  tls: TLSOptions | undefined;
  limits: ClientLimits;
  /** Connections at once; beyond it one that waits for a request makes room, the oldest first; where all are busy, the new one is refused. */
  maxConnections: number;
};

type Options = ListenSettings & Pick<Host, 'handle' | 'refusal' | 'onError'>;

export type HttpServer = {
  port: number;
  /** From now on each answer asks its client to close the connection. */
  drain: () => void;
  /** Takes no new connections, and ends those that have no request in hand. */
  close: () => void;
  /** Settles when the last connection is closed; answers may still be on their way when every request is answered. */
  closed: () => Promise<void>;
  /** Ends every connection, whatever it does. */
  stop: () => void;
  /** Serves new connections with another certificate; those that are open keep theirs. */
  renew: (tls: TLSOptions) => void;
};

/** An HTTP/1.1 server. It parses and frames; what a request means is `handle`'s. */
export const listen = ({
  hostname,
  port,
  reusePort,
  tls,
  limits,
  maxConnections,
  handle,
  refusal,
  onError,
}: Options): HttpServer => {
  let draining = false;
  const deadlines = new Deadlines();
  const connections = new Set<Connection>();
  const host: Host = { handle, refusal, onError, limits, isDraining: () => draining };

  let allClosed: (() => void) | undefined;

  const makeRoom = (): boolean => {
    for (const connection of connections) {
      if (!connection.isIdle) continue;
      connection.close();
      return true;
    }
    return false;
  };

  const open = (certificate: TLSOptions | undefined, on: number): TCPSocketListener<Connection> =>
    Bun.listen<Connection>({
      hostname,
      port: on,
      ...(reusePort || certificate ? { reusePort: true } : {}),
      ...(certificate && { tls: certificate }),
      socket: {
        open: (socket) => {
          socket.setNoDelay(true);
          const connection = new Connection(socket, host, certificate !== undefined);
          socket.data = connection;
          if (connections.size >= maxConnections && !makeRoom()) return connection.terminate();
          connections.add(connection);
          deadlines.watch(connection);
        },
        data: (socket, chunk) => socket.data.receive(chunk),
        drain: (socket) => socket.data.drained(),
        close: ({ data: connection }) => {
          connections.delete(connection);
          if (connections.size === 0) allClosed?.();
          deadlines.forget(connection);
          connection.closed();
        },
        // The network's errors have a code, and a close event follows; others are the program's own.
        error: (socket, error: Error & { code?: string }) => {
          if (error.code !== undefined) return;
          onError(error);
          socket.terminate();
        },
      },
    } as Bun.TCPSocketListenOptions<Connection>);

  let listener = open(tls, port);

  return {
    port: listener.port,
    drain: () => {
      draining = true;
    },
    close: () => {
      draining = true;
      listener.stop();
      for (const connection of connections) if (!connection.isBusy) connection.close();
    },
    closed: () =>
      new Promise((resolve) => {
        allClosed = resolve;
        if (connections.size === 0) resolve();
      }),
    stop: () => {
      listener.stop(true);
      for (const connection of connections) connection.terminate();
      deadlines.stop();
    },
    renew: (certificate) => {
      const before = listener;
      listener = open(certificate, listener.port);
      // Not at once: connections that the kernel has taken for the old one would be reset.
      setTimeout(() => before.stop(), 100);
    },
  };
};
