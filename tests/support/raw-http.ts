// HTTP clients and servers that send and show raw bytes.
import { connect, createServer, type Socket } from 'node:net';
import { until } from './wait.ts';

export type RawUpstream = {
  port: number;
  /** All bytes since `reply`, in latin1. */
  received: () => string;
  /** The number of open connections. */
  open: () => number;
  /** The number of connections since the start. */
  accepted: () => number;
  /** Clears `received` and answers each whole request from now on. */
  reply: (answer: string | Buffer | ((socket: Socket, request: string) => void)) => void;
  /** As `reply`, but answers after the head of a request, without waiting for its body. */
  replyEarly: (answer: (socket: Socket) => void) => void;
  close: () => void;
};

/** A parsed HTTP message: names in lower case, repeated fields joined, chunks joined. */
export type Message = { start: string; fields: Record<string, string>; body: string };

/** @throws Error if the head or the last chunk is incomplete */
export const parseMessage = (text: string): Message => {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) throw new Error('The head of the HTTP message is incomplete.');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const fields: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    fields[name] = fields[name] === undefined ? value : `${fields[name]}, ${value}`;
  }
  const rest = text.slice(end + 4);
  return { start, fields, body: fields['transfer-encoding'] === 'chunked' ? joinChunks(rest) : rest };
};

const joinChunks = (text: string): string => {
  let body = '';
  for (let at = 0; ; ) {
    const line = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, line), 16);
    if (line === -1 || Number.isNaN(size)) throw new Error('The chunked body is incomplete.');
    if (size === 0) return body;
    body += text.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
};

const isWhole = (request: string): boolean => {
  const end = request.indexOf('\r\n\r\n');
  if (end === -1) return false;
  if (/\r\ntransfer-encoding:/i.test(request.slice(0, end))) return request.endsWith('0\r\n\r\n');
  return request.length - end - 4 >= Number(/\r\ncontent-length: *(\d+)/i.exec(request)?.[1] ?? 0);
};

/** A TCP server that records requests and answers with the test's bytes. */
export const startRawUpstream = async (): Promise<RawUpstream> => {
  let received = '';
  let accepted = 0;
  let early = false;
  let answer: (socket: Socket, request: string) => void = () => {};
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let request = '';
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      received += text;
      request += text;
      if (early ? !request.includes('\r\n\r\n') : !isWhole(request)) return;
      const whole = request;
      request = '';
      answer(socket, whole);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    received: () => received,
    open: () => sockets.size,
    accepted: () => accepted,
    reply: (bytes) => {
      received = '';
      early = false;
      answer =
        typeof bytes === 'function'
          ? bytes
          : (socket) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    },
    replyEarly: (reply) => {
      received = '';
      early = true;
      answer = reply;
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

export type RawClient = {
  write: (bytes: string | Buffer) => void;
  /** All bytes so far, in latin1. */
  received: () => string;
  isClosed: () => boolean;
  /** Waits until `received` matches. */
  expect: (pattern: RegExp) => Promise<string>;
  /** Waits until the server has closed the connection. */
  closed: () => Promise<string>;
  leave: (how?: 'fin' | 'rst') => void;
};

export const connectRaw = async (port: number): Promise<RawClient> => {
  let received = '';
  let closed = false;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    write: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    received: () => received,
    isClosed: () => closed,
    expect: (pattern) =>
      until(
        `${pattern} from the gateway, not ${JSON.stringify(received.slice(0, 500))}`,
        () => pattern.test(received) && received,
        5,
      ),
    closed: () => until('the connection closed', () => closed && (received || ' '), 5),
    leave: (how = 'fin') => (how === 'rst' ? socket.resetAndDestroy() : socket.destroy()),
  };
};

/** Sends bytes on a new connection and returns all bytes until the server closes it: send `Connection: close`. */
export const exchangeRaw = async (port: number, bytes: string | Buffer): Promise<string> => {
  const client = await connectRaw(port);
  client.write(bytes);
  const back = await client.closed();
  client.leave();
  return back;
};
