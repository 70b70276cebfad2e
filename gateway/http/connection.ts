import type { Socket } from 'bun';
import { BodyDecoder } from './body.ts';
import { Call } from './call.ts';
import { Fault } from './head.ts';
import { Inbox } from './inbox.ts';
import { Outbox } from './outbox.ts';

/** Limits of time in milliseconds. */
export type ClientLimits = {
  /** How long a connection may wait for its next request. */
  idleMs: number;
  /** How long a request's head may take to come. */
  headMs: number;
  /** In each such time a client that we wait for must send or take some kilobytes. */
  progressMs: number;
};

export type Host = {
  handle: (call: Call) => void;
  /** The whole answer to what is no HTTP, as bytes; it says `Connection: close`. */
  refusal: (fault: Fault) => Buffer;
  /** An error that nobody has thought of: it ends one connection, and not the process. */
  onError: (error: unknown) => void;
  limits: ClientLimits;
  isDraining: () => boolean;
};

// A rest of a body that nobody wants is read and dropped up to here; for a longer one the connection is given up instead.
const maxDiscarded = 64 * 1024;
const minProgressBytes = 4096;
const lingerMs = 2000;

const discard = { data: () => {}, end: () => {} };

/** A client's connection: takes requests off it, one after the other, and gives each to the host as a Call. */
export class Connection {
  readonly outbox: Outbox;
  readonly address: string;
  deadline: number;
  private readonly inbox: Inbox;
  private call: Call | undefined;
  private decoder: BodyDecoder | undefined;
  private processing = false;
  private lingering = false;
  private progress = 0;

  constructor(
    private readonly socket: Socket<unknown>,
    private readonly host: Host,
    readonly secure: boolean,
  ) {
    this.inbox = new Inbox(socket);
    this.outbox = new Outbox(socket);
    // An IPv4 client of a listener on all addresses comes in IPv6's clothes.
    this.address = socket.remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
    this.deadline = Date.now() + host.limits.idleMs;
  }

  /** It waits for a request, and nothing of one has come. */
  get isIdle(): boolean {
    return this.call === undefined && this.inbox.isEmpty && !this.lingering;
  }

  /** It has a request in hand, or is being closed already. */
  get isBusy(): boolean {
    return this.call !== undefined || this.lingering;
  }

  receive(chunk: Buffer) {
    // What still comes is for nobody.
    if (this.lingering) return;
    if (this.isIdle) this.deadline = Date.now() + this.host.limits.headMs;
    this.inbox.add(chunk);
    this.process();
  }

  drained() {
    if (!this.outbox.drain()) return;
    if (this.call) this.call.onDrain?.();
    else this.process();
  }

  closed() {
    this.lingering = true;
    const { call } = this;
    this.call = undefined;
    call?.gone();
  }

  /** Ends a connection that has no request in hand. */
  close() {
    this.linger();
  }

  terminate() {
    this.socket.terminate();
  }

  mayKeepAlive(): boolean {
    const { call } = this;
    return (
      call !== undefined &&
      call.minor === 1 &&
      !this.host.isDraining() &&
      !(call.fields.has('connection') && call.fields.tokens('connection').includes('close')) &&
      (this.decoder?.done !== false || call.sink !== undefined || this.isDiscardable())
    );
  }

  continueBody() {
    this.process();
  }

  /** The answer is written. What is left of the request decides what becomes of the connection. */
  replied() {
    if (!this.mayKeepAlive()) return this.linger();
    if (this.decoder?.done !== false) return this.next();
    if (!this.isDiscardable()) return this.linger();
    if (this.call) {
      this.call.sink = discard;
      this.call.bodyPaused = false;
    }
    this.process();
  }

  /** Ends the connection within an answer. @param hard where the connection's end is the body's, by a reset */
  breakOff(hard: boolean) {
    if (hard) this.socket.terminate();
    else this.linger();
  }

  expire(now: number) {
    const { call, host } = this;
    const progress = this.inbox.received + this.outbox.taken;
    const moves = progress - this.progress >= minProgressBytes;
    this.progress = progress;
    this.deadline = now + host.limits.progressMs;
    if (this.lingering) {
      // The rest of an answer may still be on its way to a client that takes its time.
      if (this.outbox.isEmpty || !moves) this.socket.terminate();
      return;
    }
    if (!call && !this.outbox.isEmpty) {
      if (!moves) this.socket.terminate();
      return;
    }
    if (!call) {
      if (!this.inbox.isEmpty) this.refuse(new Fault(408, 'The request did not come in time.'));
      else this.close();
      return;
    }
    const awaitsBody = this.decoder?.done === false && call.sink !== undefined && !call.bodyPaused;
    if ((awaitsBody || !this.outbox.isEmpty) && !moves) this.giveUp(call);
  }

  private giveUp(call: Call) {
    this.call = undefined;
    call.gone();
    if (call.isReplied) this.socket.terminate();
    else this.refuse(new Fault(408, "The request's body did not come in time."));
  }

  private process() {
    // A call that is answered at once comes back here from within.
    if (this.processing) return;
    this.processing = true;
    try {
      while (!this.inbox.isEmpty && !this.lingering && (this.call ? this.readBody(this.call) : this.readHead()));
    } catch (error) {
      if (!(error instanceof Fault)) this.host.onError(error);
      this.fail(error instanceof Fault ? error : new Fault(500, 'Something went wrong here. It has been logged.'));
    } finally {
      this.processing = false;
    }
    this.inbox.regulate();
  }

  /** @returns whether there may be more to read */
  private readHead(): boolean {
    // Who does not take the answers gets no more of them: they would pile up here.
    if (!this.outbox.isEmpty) return false;
    const head = this.inbox.takeHead();
    if (!head) return false;
    this.deadline = Date.now() + this.host.limits.progressMs;
    this.decoder = head.framing === 0 ? undefined : new BodyDecoder(head.framing);
    this.call = new Call(this, head);
    this.host.handle(this.call);
    return true;
  }

  private readBody(call: Call): boolean {
    const { decoder } = this;
    const { sink } = call;
    if (!decoder || decoder.done || !sink || call.bodyPaused) return false;
    this.inbox.takeBody(decoder, (content) => sink.data(content));
    // An answer within may have ended the connection.
    if (this.lingering) return false;
    if (decoder.done) {
      sink.end();
      if (call.isEnded && this.call === call) this.replied();
    }
    return true;
  }

  /** Bytes that are no HTTP: the request that they belong to cannot go on, and what comes behind them is not to be trusted. */
  private fail(fault: Fault) {
    const { call } = this;
    this.call = undefined;
    if (!call) return this.refuse(fault);
    call.gone();
    if (call.isReplied) this.socket.terminate();
    else this.refuse(fault);
  }

  private refuse(fault: Fault) {
    this.outbox.write(this.host.refusal(fault));
    this.linger();
  }

  private isDiscardable(): boolean {
    const left = this.decoder?.left;
    return left !== undefined && left <= maxDiscarded && this.call?.awaitsContinue === false;
  }

  private next() {
    this.call = undefined;
    this.decoder = undefined;
    this.deadline = Date.now() + (this.inbox.isEmpty ? this.host.limits.idleMs : this.host.limits.headMs);
    this.process();
  }

  /** Ends our side, and for a while still drops what comes: a connection closed at once would take the answer away with it. */
  private linger() {
    this.lingering = true;
    this.inbox.clear();
    this.call = undefined;
    this.deadline = Date.now() + lingerMs;
    this.outbox.end();
  }
}
