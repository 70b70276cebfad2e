// The heads of HTTP/1.1 messages (RFC 9112), read strictly: what is not in the grammar is refused and never guessed at, because a guess
// that the next program does not share is how requests are smuggled.
import { Fields } from './fields.ts';

/** A message that is no HTTP. `status` is what a client is told of it. */
export class Fault extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** How a body is delimited: by its length in bytes (0 is none), in chunks, or by the connection's end. */
export type Framing = number | 'chunked' | 'close';

export type RequestHead = { method: string; target: string; minor: number; fields: Fields; framing: Framing };
export type ResponseHead = { status: number; reason: string; minor: number; fields: Fields };

export const maxHeadBytes = 32 * 1024;
export const maxFields = 128;
const maxTargetLength = 8192;

const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([\x21-\x7e\x80-\xff]+) HTTP\/1\.([01])$/;
const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?$/;
const fieldLines = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*$/;
const hostValue = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-fA-F:.]+\])(?::\d{0,5})?$/;

/**
 * A request's head. @param text its lines in latin1, each with its line break, without the empty one at the end
 * @throws Fault 400, 414, 431, 501 or 505
 */
export const parseRequest = (text: string): RequestHead => {
  const end = text.indexOf('\r\n');
  const line = text.slice(0, end);
  const match = requestLine.exec(line);
  if (!match) throw badRequestLine(line);
  const [, method = '', target = '', minor] = match;
  if (target.length > maxTargetLength) throw new Fault(414, `The request's target is longer than ${maxTargetLength} bytes.`);
  const head = { method, target, minor: Number(minor), fields: parseFields(text.slice(end + 2)) };
  checkHost(head);
  return { ...head, framing: requestFraming(head) };
};

/** An answer's head. @param text as above @throws Fault 502 */
export const parseResponse = (text: string): ResponseHead => {
  const end = text.indexOf('\r\n');
  const match = statusLine.exec(text.slice(0, end));
  if (!match) throw new Fault(502, 'the status line is none');
  return { status: Number(match[2]), reason: match[3] ?? '', minor: Number(match[1]), fields: parseFields(text.slice(end + 2)) };
};

/** How an answer's body is delimited. @throws Fault 502 */
export const responseFraming = ({ status, fields }: ResponseHead, method: string): Framing => {
  const coded = fields.has('transfer-encoding');
  const sized = fields.has('content-length');
  if (coded && sized) throw new Fault(502, 'the answer has a length and is chunked');
  // Such a length is the one that GET would have got.
  if (method === 'HEAD' || status === 204 || status === 304) return 0;
  if (coded) {
    if (fields.tokens('transfer-encoding').join() !== 'chunked') throw new Fault(502, 'an unknown transfer coding');
    return 'chunked';
  }
  return sized ? lengthOf(fields, 502) : 'close';
};

const badRequestLine = (line: string): Fault => {
  const version = / HTTP\/(\d+(?:\.\d+)?)$/.exec(line)?.[1];
  return version !== undefined && !version.startsWith('1.')
    ? new Fault(505, 'The gateway speaks HTTP/1.1.')
    : new Fault(400, 'The request line is not HTTP.');
};

const parseFields = (lines: string): Fields => {
  if (!fieldLines.test(lines)) throw new Fault(400, 'A header field is not HTTP.');
  const fields = new Fields(lines);
  if (fields.keys.length > maxFields) throw new Fault(431, `There are more than ${maxFields} header fields.`);
  return fields;
};

const checkHost = ({ minor, fields }: { minor: number; fields: Fields }): void => {
  const hosts = fields.all('host');
  if (hosts.length > 1 || (minor === 1 && hosts.length === 0)) throw new Fault(400, 'A request has exactly one Host field.');
  if (hosts[0] !== undefined && !hostValue.test(hosts[0])) throw new Fault(400, 'The Host field names no host.');
};

const requestFraming = ({ minor, fields }: { minor: number; fields: Fields }): Framing => {
  if (!fields.has('transfer-encoding')) return fields.has('content-length') ? lengthOf(fields, 400) : 0;
  if (fields.has('content-length')) throw new Fault(400, 'A request has a Content-Length or a Transfer-Encoding, not both.');
  if (minor === 0) throw new Fault(400, 'HTTP/1.0 has no Transfer-Encoding.');
  const codings = fields.tokens('transfer-encoding');
  if (codings.join() === 'chunked') return 'chunked';
  throw codings.at(-1) === 'chunked' && !codings.slice(0, -1).includes('chunked')
    ? new Fault(501, 'The only transfer coding that is understood is chunked.')
    : new Fault(400, 'The Transfer-Encoding does not end with one chunked.');
};

const lengthOf = (fields: Fields, status: number): number => {
  const lengths = fields.all('content-length');
  if (lengths.length > 1 || !/^\d{1,15}$/.test(lengths[0] ?? ''))
    throw new Fault(status, 'The Content-Length is not one number.');
  return Number(lengths[0]);
};
