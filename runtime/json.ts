import { Problem } from './problem.ts';

export const tooLong = (maxBytes: number) => new Problem(413, `The body is longer than ${maxBytes} bytes.`);

/** Reads a whole body. @throws Problem 413 for one that is longer than `maxBytes` */
export const readAtMost = async (request: Request, maxBytes: number): Promise<Uint8Array> => {
  const stated = request.headers.get('content-length');
  if (Number(stated) > maxBytes) throw tooLong(maxBytes);
  // Bun reads no more than the stated length.
  if (stated !== null || request.body === null) return request.bytes();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLong(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

// Deeper documents cost much more to parse than to send.
const maxDepth = 64;

/** Reads a request's body as JSON. @throws Problem 400, 413, 415 or 422 */
export const readJson = async (request: Request, maxBytes: number): Promise<unknown> => {
  checkJsonType(request);
  return parseJson(await readAtMost(request, maxBytes)).value;
};

/** Accepts a missing content type. @throws Problem 415 */
export const checkJsonType = ({ headers }: Request): void => {
  const type = headers.get('content-type');
  if (type !== null && !/^application\/(?:[\w.-]+\+)?json(?:\s*;|\s*$)/i.test(type)) {
    throw new Problem(415, `The body must be JSON: send it with "Content-Type: application/json", not "${type}".`);
  }
};

/** @throws Problem 400 (empty, not UTF-8 or not JSON) or 422 (nested too deeply) */
export const parseJson = (bytes: Uint8Array): { value: unknown; text: string } => {
  if (bytes.byteLength === 0) throw new Problem(400, 'The body is empty; it must be a JSON document.');
  let text: string;
  try {
    text = utf8.decode(bytes);
    if (!isTooDeep(text)) return { value: JSON.parse(text), text };
  } catch {
    throw new Problem(400, 'The body is not valid JSON in UTF-8.');
  }
  throw new Problem(422, `The body is nested deeper than ${maxDepth} levels.`);
};

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) inString = !inString;
    else if (inString && code === backslash) at += 1;
    else if (!inString && (code === openBrace || code === openBracket) && ++depth > maxDepth) return true;
    else if (!inString && (code === closeBrace || code === closeBracket)) depth -= 1;
  }
  return false;
};
