import type { Socket } from 'bun';

export type Reply = { status: number; body: string };

/** One keep-alive connection to a port of this machine, for one request at a time. Answers must state their length. */
export type Connection = { send: (method: string, path: string, body?: string) => Promise<Reply>; close: () => void };

export const connect = async (port: number): Promise<Connection> => {
  let received = '';
  let current = Promise.withResolvers<Reply>();
  const onData = () => {
    const end = received.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(received.slice(0, end))?.[1]);
    if (end === -1 || !(received.length - end - 4 >= length)) return;
    current.resolve({ status: Number(received.slice(9, 12)), body: received.slice(end + 4) });
  };
  const socket: Socket = await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      data: (_, chunk) => {
        received += chunk.toString('latin1');
        onData();
      },
      close: () => current.resolve({ status: 0, body: 'the connection was closed' }),
    },
  });
  return {
    send: (method, path, body = '') => {
      received = '';
      current = Promise.withResolvers();
      const type = body && 'Content-Type: application/json\r\n';
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${type}Content-Length: ${body.length}\r\n\r\n${body}`);
      return current.promise;
    },
    close: () => socket.end(),
  };
};
