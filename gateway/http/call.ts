import type { Connection } from './connection.ts';
import type { Fields } from './fields.ts';
import type { Framing, RequestHead } from './head.ts';

/** What takes a request's body as it comes. */
export type BodySink = { data: (content: Buffer) => void; end: () => void };

const lastChunk = Buffer.from('0\r\n\r\n');
const lineBreak = Buffer.from('\r\n');
const continues = Buffer.from('HTTP/1.1 100 Continue\r\n\r\n');

/**
 * One request and the way to answer it: `head`, then `data` as often as one likes, then `end`; or `abort`. The body is read only when
 * somebody asks for it by `readBody`, and waits with the client until then.
 */
export class Call {
  readonly method: string;
  /** As it was sent: path and query, or what else the client has put there. */
  readonly target: string;
  readonly fields: Fields;
  readonly framing: Framing;
  /** The connection's: the address at its other end, and whether it is encrypted. */
  readonly address: string;
  readonly secure: boolean;
  /** The client is gone, or has been given up: nothing can be answered any more. */
  onGone: (() => void) | undefined;
  /** After `data` has returned false: the client has taken all that it was sent. */
  onDrain: (() => void) | undefined;

  /** It is over, whichever way. */
  onOver: (() => void) | undefined;

  sink: BodySink | undefined;
  bodyPaused = false;
  isReplied = false;
  isEnded = false;
  awaitsContinue: boolean;
  readonly minor: number;
  private pendingHead: Buffer | undefined;
  private chunked = false;
  private untilClose = false;

  constructor(
    private readonly connection: Connection,
    { method, target, fields, framing, minor }: RequestHead,
  ) {
    this.method = method;
    this.target = target;
    this.fields = fields;
    this.framing = framing;
    this.minor = minor;
    this.address = connection.address;
    this.secure = connection.secure;
    this.awaitsContinue = framing !== 0 && minor === 1 && fields.tokens('expect').includes('100-continue');
  }

  /** Gives the body to `sink`, from now on and as it comes. A client that waits to be asked for it (`Expect`) is asked. */
  readBody(sink: BodySink): void {
    if (this.awaitsContinue && !this.isReplied) this.connection.outbox.write(continues);
    this.awaitsContinue = false;
    this.sink = sink;
    this.connection.continueBody();
  }

  pauseBody(): void {
    this.bodyPaused = true;
  }

  resumeBody(): void {
    if (!this.bodyPaused) return;
    this.bodyPaused = false;
    this.connection.continueBody();
  }

  /** An answer before the answer (1xx); HTTP/1.0 knows none. @param lines header fields, each with its line break */
  informational(status: number, reason: string, lines: string): void {
    if (this.minor === 1 && !this.isReplied)
      this.connection.outbox.write(Buffer.from(`HTTP/1.1 ${status} ${reason}\r\n${lines}\r\n`, 'latin1'));
  }

  /**
   * Begins the answer. It goes out with the first data, at the end, or at `flush`.
   * @param lines header fields, each with its line break, `Content-Length` among them unless the body is chunked
   * @param chunked whether the body's length is unknown
   */
  head(status: number, reason: string, lines: string, chunked: boolean): void {
    this.isReplied = true;
    this.chunked = chunked && this.minor === 1;
    this.untilClose = chunked && this.minor === 0;
    let text = `HTTP/1.1 ${status} ${reason}\r\n${lines}`;
    if (this.chunked) text += 'Transfer-Encoding: chunked\r\n';
    if (!this.connection.mayKeepAlive()) text += 'Connection: close\r\n';
    this.pendingHead = Buffer.from(`${text}\r\n`, 'latin1');
  }

  flush(): void {
    if (this.pendingHead) this.write();
  }

  /** @returns false when the client is slow: wait for `onDrain` */
  data(content: Buffer): boolean {
    if (content.length === 0) return true;
    return this.chunked ? this.write(Buffer.from(`${content.length.toString(16)}\r\n`), content, lineBreak) : this.write(content);
  }

  end(): void {
    if (!this.over()) return;
    if (this.chunked) this.write(lastChunk);
    else this.flush();
    this.connection.replied();
  }

  /** Breaks the answer off, so that the client sees that it is not whole. */
  abort(): void {
    if (!this.over()) return;
    this.flush();
    this.connection.breakOff(this.untilClose);
  }

  /** The client is gone: whoever works on the answer may stop. */
  gone(): void {
    if (this.over()) this.onGone?.();
  }

  private over(): boolean {
    if (this.isEnded) return false;
    this.isEnded = true;
    this.onOver?.();
    return true;
  }

  private write(...parts: Buffer[]): boolean {
    if (this.pendingHead) {
      parts.unshift(this.pendingHead);
      this.pendingHead = undefined;
    }
    const [only] = parts;
    if (!only) return true;
    return this.connection.outbox.write(parts.length === 1 ? only : Buffer.concat(parts));
  }
}
