import { Fault, type Framing } from './head.ts';

// A line of the chunked coding: a size with its extensions, or a trailer field. Both are read and dropped.
const maxLineLength = 4096;
const maxTrailerBytes = 16 * 1024;
const sizeLine = /^([0-9a-f]{1,13})(?:[\t ]*;[\t\x20-\x7e\x80-\xff]*)?[\t ]*$/i;
const trailerLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*$/;

/** Takes a body out of its framing, however the bytes are cut into pieces. Chunk extensions and trailers are dropped. */
export class BodyDecoder {
  done: boolean;
  private expects: 'data' | 'size' | 'end of chunk' | 'trailer';
  private remaining: number;
  private line = '';
  private trailerBytes = 0;

  constructor(private readonly framing: Framing) {
    this.expects = framing === 'chunked' ? 'size' : 'data';
    this.remaining = framing === 'close' ? Number.POSITIVE_INFINITY : framing === 'chunked' ? 0 : framing;
    this.done = framing === 0;
  }

  /** How many bytes are still to come, as far as the framing says; undefined when it does not. */
  get left(): number | undefined {
    return typeof this.framing === 'number' ? this.remaining : undefined;
  }

  /**
   * Reads bytes of the body and gives what is content to `emit`.
   * @returns where it stopped: behind the body, or at the end of the bytes
   * @throws Fault 400 for what is no chunked coding
   */
  feed(bytes: Buffer, emit: (content: Buffer) => void): number {
    let at = 0;
    while (at < bytes.length && !this.done)
      at = this.expects === 'data' ? this.readData(bytes, at, emit) : this.readLine(bytes, at);
    return at;
  }

  private readData(bytes: Buffer, at: number, emit: (content: Buffer) => void): number {
    const end = Math.min(bytes.length, at + this.remaining);
    this.remaining -= end - at;
    if (this.remaining === 0) {
      if (this.framing === 'chunked') this.expects = 'end of chunk';
      else this.done = true;
    }
    emit(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end));
    return end;
  }

  private readLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (this.line.length + end - at > maxLineLength) throw new Fault(400, 'A line of the chunked body is too long.');
    this.line += bytes.toString('latin1', at, end);
    if (feed !== -1) {
      if (!this.line.endsWith('\r\n')) throw new Fault(400, 'The body is not chunked as HTTP says.');
      const line = this.line.slice(0, -2);
      this.line = '';
      this.takeLine(line);
    }
    return end;
  }

  private takeLine(line: string): void {
    if (this.expects === 'size') {
      const size = sizeLine.exec(line)?.[1];
      if (size === undefined) throw new Fault(400, 'The body is not chunked as HTTP says.');
      this.remaining = Number.parseInt(size, 16);
      this.expects = this.remaining === 0 ? 'trailer' : 'data';
    } else if (this.expects === 'end of chunk') {
      if (line !== '') throw new Fault(400, 'A chunk of the body is longer than it says.');
      this.expects = 'size';
    } else if (line === '') {
      this.done = true;
    } else {
      this.trailerBytes += line.length;
      if (this.trailerBytes > maxTrailerBytes || !trailerLine.test(line)) throw new Fault(400, "The body's trailer is not HTTP.");
    }
  }
}
