import { readAtMost } from './body.ts';
import { isDeeperThan, repeatedNames } from './json-text.ts';
import { Problem } from './problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a request's body as JSON.
 * @throws Problem 400 (empty, not UTF-8, not JSON), 413 (longer than `maxBytes`) or 415 (the content type says it is no JSON;
 * one that is missing is taken for JSON)
 */
export const readJson = async (request: Request, maxBytes: number): Promise<unknown> => {
  checkType(request.headers.get('content-type') ?? undefined);
  return parse(await readAtMost(request, maxBytes)).value;
};

// No document that people or programs make is nested like that; one that is would cost much more to read than to send.
const maxDepth = 64;

/**
 * The same for a body that was read already and whose meaning must be beyond doubt: of a name that an object has twice some programs
 * take the first value and some the last.
 * @param type its content type
 * @throws Problem also 422 for such a name
 */
export const parseStrictJson = (type: string | undefined, body: Uint8Array): unknown => {
  checkType(type);
  const { value, text } = parse(body);
  const repeated = repeatedNames(text, value);
  if (repeated.length > 0) {
    const errors = repeated.map((path) => ({ path, message: 'is given more than once' }));
    throw new Problem(422, 'A name is given more than once in one object.', { errors });
  }
  return value;
};

const checkType = (type: string | undefined): void => {
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json(?:\s*;|\s*$)/i.test(type)) {
    throw new Problem(415, `The body must be JSON: send it with "Content-Type: application/json", not "${type}".`);
  }
};

const parse = (bytes: Uint8Array): { value: unknown; text: string } => {
  if (bytes.byteLength === 0) throw new Problem(400, 'The body is empty; it must be a JSON document.');
  let text: string;
  try {
    text = utf8.decode(bytes);
    if (!isDeeperThan(text, maxDepth)) return { value: JSON.parse(text), text };
  } catch {
    throw new Problem(400, 'The body is not valid JSON in UTF-8.');
  }
  throw new Problem(422, `The body is nested deeper than ${maxDepth} levels.`);
};
