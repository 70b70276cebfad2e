import type { Socket } from 'bun';
import { BodyDecoder } from '../http/body.ts';
import { Fault, type Framing, maxHeadBytes, parseResponse, type ResponseHead, responseFraming } from '../http/head.ts';
import { Outbox } from '../http/outbox.ts';
import { Failure } from './failure.ts';

/** What takes an answer as it comes. It hears of `end` or of `fail`, once. */
export type AnswerSink = {
  informational: (head: ResponseHead) => void;
  head: (head: ResponseHead, framing: Framing) => void;
  /** @returns false when it can take no more: it says `resume` later */
  data: (content: Buffer) => boolean;
  /** Nothing more has come for now. */
  flush: () => void;
  end: () => void;
  fail: (failure: Failure, answered: boolean) => void;
  /** The upstream has taken all of the request's body that it was given. */
  drain: () => void;
};

/** Limits of time in milliseconds. */
export type UpstreamLimits = {
  connectMs: number;
  /** How long it may take to begin an answer, once it has the whole request. */
  headMs: number;
  /** How long it may pause within an answer, or within taking a body. */
  idleMs: number;
};

type Owner = {
  limits: UpstreamLimits;
  release: (connection: UpstreamConnection) => void;
  forget: (connection: UpstreamConnection) => void;
};

// Shorter than a service waits for the next request (60 s), so that it is the gateway who lets an unused connection go.
const unusedMs = 20_000;

/** A connection to an upstream, for one request at a time. */
export class UpstreamConnection {
  deadline = Number.POSITIVE_INFINITY;
  private readonly outbox: Outbox;
  private sink: AnswerSink | undefined;
  private method = '';
  private head: ResponseHead | undefined;
  private decoder: BodyDecoder | undefined;
  private framing: Framing = 0;
  private buffer: Buffer | undefined;
  private isSent = true;
  private headMs = 0;
  private answered = false;

  constructor(
    private readonly socket: Socket<unknown>,
    private readonly owner: Owner,
  ) {
    this.outbox = new Outbox(socket);
  }

  /** Sends a request. `hasBody`: whether `sendBody` and `endBody` follow; `waitMs`: how much longer than others the answer may take. */
  start(method: string, head: Buffer, { hasBody, waitMs }: { hasBody: boolean; waitMs: number }, sink: AnswerSink) {
    this.sink = sink;
    this.method = method;
    this.head = undefined;
    this.decoder = undefined;
    this.answered = false;
    this.isSent = !hasBody;
    this.headMs = this.owner.limits.headMs + waitMs;
    this.deadline = hasBody ? Number.POSITIVE_INFINITY : Date.now() + this.headMs;
    this.outbox.write(head);
  }

  /** @returns false when the upstream is slow: wait for `drain` */
  sendBody(bytes: Buffer): boolean {
    const taken = this.outbox.write(bytes);
    if (!taken) this.deadline = Date.now() + this.owner.limits.idleMs;
    return taken;
  }

  endBody() {
    this.isSent = true;
    if (!this.head) this.deadline = Date.now() + this.headMs;
  }

  resume() {
    this.deadline = Date.now() + this.owner.limits.idleMs;
    this.socket.resume();
  }

  /** Gives the request up. The sink hears nothing more. */
  cancel() {
    this.sink = undefined;
    this.owner.forget(this);
    this.socket.terminate();
  }

  /** Waits in the pool for the next request. */
  rest() {
    this.deadline = Date.now() + unusedMs;
  }

  expire() {
    if (this.sink) {
      this.fail(
        this.head || !this.isSent
          ? new Failure('connection_terminated', 'it stopped in the middle')
          : new Failure('http_response_timeout', 'it did not begin to answer in time'),
      );
    } else this.cancel();
  }

  drained() {
    if (!this.outbox.drain()) {
      this.deadline = Date.now() + this.owner.limits.idleMs;
      return;
    }
    if (!this.isSent && !this.head) this.deadline = Number.POSITIVE_INFINITY;
    this.sink?.drain();
  }

  receive(chunk: Buffer) {
    // Nobody has asked: whatever it is, the connection is of no use.
    if (!this.sink) return this.cancel();
    this.answered = true;
    let bytes: Buffer | undefined = this.buffer ? Buffer.concat([this.buffer, chunk]) : chunk;
    this.buffer = undefined;
    try {
      while (bytes && !this.decoder) bytes = this.readHead(bytes);
      if (this.sink && this.decoder && (bytes || this.decoder.done)) this.readBody(this.sink, this.decoder, bytes);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.fail(new Failure('http_protocol_error', error.message));
    }
  }

  closed(error: Error | undefined) {
    this.owner.forget(this);
    if (!this.sink) return;
    if (this.head && this.framing === 'close' && !error) this.finish(this.sink, false);
    else this.fail(new Failure('connection_terminated', 'it closed the connection before it had answered'));
  }

  /** @returns what comes behind the head; undefined when the head is not whole yet */
  private readHead(bytes: Buffer): Buffer | undefined {
    const end = bytes.indexOf('\r\n\r\n', 0, 'latin1');
    if (end === -1 ? bytes.length > maxHeadBytes : end > maxHeadBytes) throw new Fault(502, 'the head of its answer is too long');
    if (end === -1) {
      this.buffer = bytes;
      return undefined;
    }
    const head = parseResponse(bytes.toString('latin1', 0, end + 2));
    const rest = bytes.subarray(end + 4);
    if (head.status < 200) {
      // No upgrade was asked for: those fields go no further than one hop.
      if (head.status === 101) throw new Fault(502, 'it switched protocols');
      this.sink?.informational(head);
      return rest.length > 0 ? rest : undefined;
    }
    this.framing = responseFraming(head, this.method);
    this.head = head;
    this.decoder = new BodyDecoder(this.framing);
    this.deadline = Date.now() + this.owner.limits.idleMs;
    this.sink?.head(head, this.framing);
    return rest;
  }

  private readBody(sink: AnswerSink, decoder: BodyDecoder, bytes: Buffer | undefined) {
    let hasRoom = true;
    const at = bytes
      ? decoder.feed(bytes, (content) => {
          if (!sink.data(content)) hasRoom = false;
        })
      : 0;
    // The sink may have given the request up meanwhile.
    if (this.sink !== sink) return;
    if (decoder.done) return this.finish(sink, at === (bytes?.length ?? 0));
    sink.flush();
    if (hasRoom) this.deadline = Date.now() + this.owner.limits.idleMs;
    else {
      // The client is slow; that is no fault of the upstream's.
      this.deadline = Number.POSITIVE_INFINITY;
      this.socket.pause();
    }
  }

  /** @param clean whether nothing came behind the answer */
  private finish(sink: AnswerSink, clean: boolean) {
    const { head } = this;
    this.sink = undefined;
    const reusable =
      clean && this.isSent && this.outbox.isEmpty && head?.minor === 1 && !head.fields.tokens('connection').includes('close');
    if (reusable) this.owner.release(this);
    else this.cancel();
    sink.end();
  }

  private fail(failure: Failure) {
    const { sink, answered } = this;
    this.cancel();
    sink?.fail(failure, answered);
  }
}
