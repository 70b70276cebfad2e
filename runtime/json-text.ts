// What a JSON text says beyond the value that JSON.parse makes of it.

const [quote, backslash, colon, bracket, brace] = [0x22, 0x5c, 0x3a, 0x5b, 0x7b];
// A string, or a bracket, or what separates a name from its value.
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** Whether arrays and objects are nested deeper than so many levels in a text, which need not be valid. */
export const isDeeperThan = (text: string, levels: number): boolean => {
  // Hardly ever are there even so many brackets.
  let brackets = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === brace || code === bracket) brackets += 1;
  }
  return brackets > levels && depthOf(text) > levels;
};

const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    else if (token === '}' || token === ']') depth -= 1;
  }
  return deepest;
};

/**
 * The names that an object of a valid JSON text has more than once, as JSON pointers.
 * @param value what JSON.parse makes of the text
 */
export const repeatedNames = (text: string, value: unknown): string[] =>
  // Of a name that is there twice the value has one.
  namesIn(text) === namesOf(value) ? [] : findRepeated(text);

/** How many names the objects of a text have in all: as many as there are colons outside strings. */
const namesIn = (text: string): number => {
  let names = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) inString = !inString;
    else if (inString && code === backslash) at += 1;
    else if (!inString && code === colon) names += 1;
  }
  return names;
};

const namesOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const values = Object.values(value);
  let names = Array.isArray(value) ? 0 : values.length;
  for (const inner of values) names += namesOf(inner);
  return names;
};

type Level = { path: string; names: Set<string> | undefined; last: string; index: number };

const findRepeated = (text: string): string[] => {
  const repeated = new Set<string>();
  const levels: Level[] = [];
  let string = '';
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token.startsWith('"')) string = token;
    else if (token === '{' || token === '[') {
      const path = level ? pathIn(level) : '';
      levels.push({ path, names: token === '{' ? new Set() : undefined, last: '', index: 0 });
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') {
      if (level) level.index += 1;
    } else if (level?.names) {
      // A colon: the string before it is a name, which may be written in several ways.
      const name: string = JSON.parse(string);
      level.last = name;
      if (level.names.has(name)) repeated.add(pathIn(level));
      level.names.add(name);
    }
  }
  return [...repeated];
};

const pathIn = ({ path, names, last, index }: Level): string =>
  `${path}/${names ? last.replaceAll('~', '~0').replaceAll('/', '~1') : index}`;
