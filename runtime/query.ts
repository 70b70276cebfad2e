import type { Static, TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { type Fault, faultsOf, Problem } from './problem.ts';

/**
 * Reads query strings by a schema of strings, integers and arrays. Elysia's own `query` splits arrays at commas.
 * @param advice what to use instead of unknown parameters, by their names
 */
export const createQueryReader = <T extends TObject>(schema: T, advice: Record<string, string> = {}) => {
  const checker = TypeCompiler.Compile(schema);
  const names = Object.keys(schema.properties);

  /** @throws Problem 422 with all faults, by the names of the parameters */
  return (url: string): Static<T> => {
    const start = url.indexOf('?');
    const given = new URLSearchParams(start === -1 ? '' : url.slice(start));
    const faults: Fault[] = [];
    const values: Record<string, unknown> = {};
    for (const name of new Set(given.keys())) {
      const texts = given.getAll(name);
      const type = names.includes(name) ? schema.properties[name]?.type : undefined;
      if (Object.hasOwn(advice, name))
        faults.push({ path: name, message: `Unknown query parameter \`${name}\`. ${advice[name]}` });
      else if (type === undefined) faults.push({ path: name, message: `unknown parameter; known are ${names.join(', ')}` });
      else if (type === 'array') values[name] = texts;
      else if (texts.length > 1) faults.push({ path: name, message: 'is given more than once' });
      else values[name] = type === 'integer' && /^\d+$/.test(texts[0] ?? '') ? Number(texts[0]) : texts[0];
    }
    if (faults.length === 0 && checker.Check(values)) return values;
    const invalid = [...checker.Errors(values)].map((error) => ({ ...error, path: error.path.split('/')[1] ?? '' }));
    throw new Problem(422, 'Invalid query parameters.', { errors: faultsOf([...faults, ...invalid]) });
  };
};
