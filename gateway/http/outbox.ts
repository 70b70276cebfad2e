import type { Socket } from 'bun';

/** What a socket is to send, kept in order while the other side is slow to take it. */
export class Outbox {
  private queue: Buffer[] = [];
  private ending = false;
  /** Bytes that the other side has taken, to see whether it takes any. */
  taken = 0;

  constructor(private readonly socket: Socket<unknown>) {}

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  /** Sends, or keeps what the socket does not take. @returns false when its writer should wait until `drain` says that all is sent */
  write(bytes: Buffer): boolean {
    if (this.queue.length > 0) {
      this.queue.push(bytes);
      return false;
    }
    return this.send(bytes);
  }

  /** The socket takes more. @returns whether all is sent */
  drain(): boolean {
    const waiting = this.queue;
    this.queue = [];
    for (const [at, bytes] of waiting.entries()) {
      if (!this.send(bytes)) {
        this.queue.push(...waiting.slice(at + 1));
        return false;
      }
    }
    if (this.ending) this.socket.shutdown();
    return true;
  }

  /** Ends our side once all is sent; the other side may go on. */
  end(): void {
    this.ending = true;
    if (this.isEmpty) this.socket.shutdown();
  }

  private send(bytes: Buffer): boolean {
    const sent = this.socket.write(bytes);
    // Negative: the socket is closed, which its close event tells.
    if (sent < 0 || sent === bytes.length) {
      this.taken += bytes.length;
      return true;
    }
    this.taken += sent;
    this.queue.push(bytes.subarray(sent));
    return false;
  }
}
