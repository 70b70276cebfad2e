import type { Socket } from 'bun';
import type { BodyDecoder } from './body.ts';
import { Fault, maxHeadBytes, parseRequest, type RequestHead } from './head.ts';

// Beyond it a connection is not read until its requests have been answered.
const maxBuffered = 64 * 1024;

/** What a client has sent and nobody has used yet. */
export class Inbox {
  private bytes: Buffer | undefined;
  private paused = false;
  /** All bytes that have come, to see whether any come. */
  received = 0;

  constructor(private readonly socket: Socket<unknown>) {}

  get isEmpty(): boolean {
    return this.bytes === undefined;
  }

  add(chunk: Buffer): void {
    this.received += chunk.length;
    this.bytes = this.bytes ? Buffer.concat([this.bytes, chunk]) : chunk;
  }

  /** Takes the next request's head. @returns undefined when it is not whole yet @throws Fault for what is none */
  takeHead(): RequestHead | undefined {
    const { bytes } = this;
    if (!bytes) return undefined;
    let start = 0;
    // An empty line or two before a request are a habit of old clients (RFC 9112, section 2.2).
    while (start < 4 && bytes[start] === 0x0d && bytes[start + 1] === 0x0a) start += 2;
    const end = bytes.indexOf('\r\n\r\n', start, 'latin1');
    if (end === -1 ? bytes.length > maxHeadBytes : end - start > maxHeadBytes)
      throw new Fault(431, `The request's head is longer than ${maxHeadBytes} bytes.`);
    if (end === -1) return undefined;
    const head = parseRequest(bytes.toString('latin1', start, end + 2));
    this.bytes = bytes.length > end + 4 ? bytes.subarray(end + 4) : undefined;
    return head;
  }

  /** Takes what is there of a body. @throws Fault for what is none */
  takeBody(decoder: BodyDecoder, emit: (content: Buffer) => void): void {
    const { bytes } = this;
    if (!bytes) return;
    const at = decoder.feed(bytes, emit);
    // Whoever took the content may have done with the connection.
    if (this.bytes === bytes) this.bytes = at < bytes.length ? bytes.subarray(at) : undefined;
  }

  /** Drops what is there. */
  clear(): void {
    this.bytes = undefined;
    this.regulate();
  }

  /** Reads the socket only as fast as what comes is used. */
  regulate(): void {
    const wait = (this.bytes?.length ?? 0) > maxBuffered;
    if (wait === this.paused) return;
    this.paused = wait;
    if (wait) this.socket.pause();
    else this.socket.resume();
  }
}
