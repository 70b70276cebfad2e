import type { Log } from '@matinee/runtime/log';
import type { Deadlines } from '../http/deadlines.ts';
import { UpstreamConnection, type UpstreamLimits } from './connection.ts';
import { Failure } from './failure.ts';

export type Pool = {
  /** A connection that has been used before and waits for a request. */
  take: () => UpstreamConnection | undefined;
  /** Opens one. @throws Failure `connection_refused` or `connection_timeout` */
  connect: () => Promise<UpstreamConnection>;
  close: () => void;
};

type Options = { hostname: string; port: number; limits: UpstreamLimits; deadlines: Deadlines; log: Log };

/** The connections to one upstream. There are as many as there are requests in hand; they are kept for the next. */
export const createPool = ({ hostname, port, limits, deadlines, log }: Options): Pool => {
  // The one used last is taken first, so that those which are too many fall out of use and are let go.
  const waiting: UpstreamConnection[] = [];

  const forget = (connection: UpstreamConnection) => {
    deadlines.forget(connection);
    const at = waiting.indexOf(connection);
    if (at !== -1) waiting.splice(at, 1);
  };
  const release = (connection: UpstreamConnection) => {
    connection.rest();
    waiting.push(connection);
  };

  return {
    take: () => waiting.pop(),

    connect: () =>
      new Promise((resolve, reject) => {
        const attempt = {
          deadline: Date.now() + limits.connectMs,
          expire: () => {
            deadlines.forget(attempt);
            reject(new Failure('connection_timeout', 'it did not accept a connection in time'));
            attempt.isOver = true;
          },
          isOver: false,
        };
        deadlines.watch(attempt);
        const refused = (error: Error) => {
          deadlines.forget(attempt);
          reject(new Failure('connection_refused', error.message));
        };
        Bun.connect<UpstreamConnection>({
          hostname,
          port,
          socket: {
            open: (socket) => {
              deadlines.forget(attempt);
              if (attempt.isOver) return void socket.terminate();
              socket.setNoDelay(true);
              const connection = new UpstreamConnection(socket, { limits, release, forget });
              socket.data = connection;
              deadlines.watch(connection);
              resolve(connection);
            },
            data: (socket, chunk) => socket.data?.receive(chunk),
            drain: (socket) => socket.data?.drained(),
            close: (socket, error) => socket.data?.closed(error),
            // The network's errors have a code, and a close event follows; others are the program's own.
            error: (socket, error: Error & { code?: string }) => {
              if (error.code !== undefined) return;
              log.error({ err: error }, 'an answer failed in a way that nobody has thought of');
              socket.terminate();
            },
            connectError: (_, error) => refused(error),
          },
        } as Bun.TCPSocketConnectOptions<UpstreamConnection>).catch(refused);
      }),

    close: () => {
      for (const connection of [...waiting]) connection.cancel();
    },
  };
};
