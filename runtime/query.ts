import type { Static, TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Problem } from './problem.ts';

/**
 * Reads query strings by a schema whose properties are strings, integers and arrays of strings. Only arrays may be given more than once.
 * Elysia's own `query` would split an array's values at their commas.
 */
export const createQueryReader = <T extends TObject>(schema: T) => {
  const checker = TypeCompiler.Compile(schema);
  const names = Object.keys(schema.properties);

  /** Reads the query string of a URL. @throws Problem 422 with every fault, by the parameter's name */
  return (url: string): Static<T> => {
    const start = url.indexOf('?');
    const given = new URLSearchParams(start === -1 ? '' : url.slice(start));
    const faults = new Map<string, string>();
    const values: Record<string, unknown> = {};
    for (const name of new Set(given.keys())) {
      const texts = given.getAll(name);
      const type = names.includes(name) ? schema.properties[name]?.type : undefined;
      if (type === undefined) faults.set(name, `unknown parameter; known are ${names.join(', ')}`);
      else if (type === 'array') values[name] = texts;
      else if (texts.length > 1) faults.set(name, 'is given more than once');
      else values[name] = type === 'integer' && /^\d+$/.test(texts[0] ?? '') ? Number(texts[0]) : texts[0];
    }
    if (!checker.Check(values)) {
      for (const { path, message, schema } of checker.Errors(values)) {
        const name = path.split('/')[1] ?? '';
        if (!faults.has(name)) faults.set(name, (schema as { error?: string }).error ?? message);
      }
    }
    if (faults.size === 0) return values;
    const errors = [...faults].map(([path, message]) => ({ path, message }));
    throw new Problem(422, 'Invalid query parameters.', { errors });
  };
};
