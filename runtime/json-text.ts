// What a JSON text says beyond the value that JSON.parse makes of it.

// A string, or a bracket, or what separates a name from its value.
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** How deep arrays and objects are nested in a text, which need not be valid. */
export const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    else if (token === '}' || token === ']') depth -= 1;
  }
  return deepest;
};

type Level = { path: string; names: Set<string> | undefined; last: string; index: number };

/** The names that an object of a valid JSON text has more than once, as JSON pointers. */
export const repeatedNames = (text: string): string[] => {
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
