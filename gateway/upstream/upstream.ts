import type { Log } from '@matinee/runtime/log';
import { Problem } from '@matinee/runtime/problem';
import type { Call } from '../http/call.ts';
import type { Deadlines } from '../http/deadlines.ts';
import { Fault } from '../http/head.ts';
import type { Visit } from '../visit.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { AnswerSink, UpstreamConnection, UpstreamLimits } from './connection.ts';
import { Failure } from './failure.ts';
import { answerLines, informationalLines, requestHead } from './headers.ts';
import { createPool } from './pool.ts';
import { problemOf, tripped } from './problems.ts';

export type Upstream = {
  name: string;
  origin: string;
  /** Sends a call on and its answer back, both as they are. Every failure becomes an answer, as far as there is still one to give. */
  forward: (call: Call, visit: Visit) => void;
  breaker: Breaker;
  close: () => void;
};

type Options = {
  /** As logs and health call it. */
  name: string;
  /** As clients know it, for the texts of errors: "The catalogue". */
  title: string;
  hostname: string;
  port: number;
  limits: UpstreamLimits;
  /** Failures in a row that open the breaker, and for how many milliseconds. */
  breaker: { failures: number; openMs: number };
  maxBodyBytes: number;
  deadlines: Deadlines;
  /** Answers a call for the upstream. */
  answer: (call: Call, visit: Visit, problem: Problem) => void;
  log: Log;
};

/** A service behind the gateway: its connections, its breaker, and the way of a request to it and back. */
export const createUpstream = (options: Options): Upstream => {
  const { name, title, hostname, port, limits, maxBodyBytes, answer, log } = options;
  const authority = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  const pool = createPool({ hostname, port, limits, deadlines: options.deadlines, log });
  const breaker = createBreaker({
    ...options.breaker,
    onChange: (state) => log[state === 'open' ? 'warn' : 'info']({ upstream: name }, `the breaker is ${state}`),
  });
  const bodyTooLong = () => new Problem(413, `The body is longer than ${maxBodyBytes} bytes.`);

  const failed = (call: Call, visit: Visit, failure: Failure) => {
    breaker.failed();
    log.warn(
      { upstream: name, request_id: visit.requestId, error: failure.kind, detail: failure.message },
      'the upstream failed',
    );
    if (call.isReplied) call.abort();
    else answer(call, visit, problemOf(failure, title, limits));
  };

  /** Sends the request on this connection, and the body as the client sends it. */
  const attempt = (connection: UpstreamConnection, call: Call, visit: Visit, mayRepeat: boolean) => {
    const sink: AnswerSink = {
      informational: (head) => {
        // Its 100 was for nobody: the gateway has given the client its own.
        if (head.status !== 100) call.informational(head.status, head.reason, informationalLines(head.fields));
      },
      head: (head, framing) => {
        breaker.succeeded();
        call.head(head.status, head.reason, answerLines(head.fields, visit), typeof framing !== 'number');
      },
      data: (content) => call.data(content),
      flush: () => call.flush(),
      end: () => call.end(),
      drain: () => call.resumeBody(),
      fail: (failure, answered) => {
        if (mayRepeat && !answered && failure.kind === 'connection_terminated') void again(call, visit);
        else failed(call, visit, failure);
      },
    };
    call.onGone = () => {
      connection.cancel();
      if (!call.isReplied) breaker.abandoned();
    };
    call.onDrain = () => connection.resume();
    connection.start(
      call.method,
      requestHead(call, visit, authority),
      { hasBody: call.framing !== 0, waitMs: visit.waitMs },
      sink,
    );
    if (call.framing !== 0) sendBody(connection, call);
  };

  const sendBody = (connection: UpstreamConnection, call: Call) => {
    let length = 0;
    const chunked = call.framing === 'chunked';
    call.readBody({
      data: (content) => {
        length += content.length;
        if (length > maxBodyBytes) throw new Fault(413, bodyTooLong().detail);
        const bytes = chunked
          ? Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')])
          : content;
        if (!connection.sendBody(bytes)) call.pauseBody();
      },
      end: () => {
        if (chunked) connection.sendBody(Buffer.from('0\r\n\r\n'));
        connection.endBody();
      },
    });
  };

  /** A connection of its own for the call, unless the client goes while it is made. */
  const onNewConnection = async (call: Call, visit: Visit, mayRepeat: boolean): Promise<void> => {
    call.onGone = breaker.abandoned;
    try {
      const connection = await pool.connect();
      if (call.isEnded) connection.cancel();
      else attempt(connection, call, visit, mayRepeat);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!call.isEnded) failed(call, visit, error);
    }
  };

  // The upstream may have closed the connection just as the request was sent; a reader may ask once more, and not on such a one.
  const again = (call: Call, visit: Visit) => onNewConnection(call, visit, false);

  return {
    name,
    origin: `http://${authority}`,
    breaker,
    close: pool.close,
    forward: (call, visit) => {
      if (typeof call.framing === 'number' && call.framing > maxBodyBytes) return answer(call, visit, bodyTooLong());
      const wait = breaker.admit();
      if (wait > 0) return answer(call, visit, tripped(title, wait));
      const mayRepeat = (call.method === 'GET' || call.method === 'HEAD') && call.framing === 0;
      const connection = pool.take();
      if (connection) attempt(connection, call, visit, mayRepeat);
      else void onNewConnection(call, visit, mayRepeat);
    },
  };
};
