import { checkJsonType, parseJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';

const whiteSpace = /("(?:[^"\\]|\\.)*")|\s+/gs;

/**
 * Parses a request's body and rejects repeated names, which other programs may read as another order.
 * @throws Problem 400, 415 or 422
 */
export const parseStrictJson = (request: Request, body: Uint8Array): unknown => {
  checkJsonType(request);
  const { value, text } = parseJson(body);
  // The common case: without white space, the text is what the value becomes again. A repeated name would be missing.
  const json = JSON.stringify(value);
  const repeated = json === text || json === text.replace(whiteSpace, '$1') ? [] : repeatedNames(text);
  if (repeated.length === 0) return value;
  const errors = repeated.map((path) => ({ path, message: 'is given more than once' }));
  throw new Problem(422, 'An object of the body has a name more than once.', { errors });
};

type Level = { path: string; names: Set<string> | undefined; last: string | number };

/** The names that an object of a valid JSON text has more than once, as JSON pointers. */
export const repeatedNames = (text: string): string[] => {
  const repeated = new Set<string>();
  const levels: Level[] = [];
  let string = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs)) {
    const level = levels.at(-1);
    if (token.startsWith('"')) string = token;
    else if (token === '{') levels.push({ path: pathOf(level), names: new Set(), last: '' });
    else if (token === '[') levels.push({ path: pathOf(level), names: undefined, last: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.last === 'number') level.last += 1;
    else if (token === ':' && level?.names) {
      // The string is a name, maybe with escapes.
      const name: string = JSON.parse(string);
      level.last = name;
      if (level.names.has(name)) repeated.add(pathOf(level));
      level.names.add(name);
    }
  }
  return [...repeated];
};

const pathOf = (level: Level | undefined): string =>
  level ? `${level.path}/${String(level.last).replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
