import { parse } from 'postgres-array';

/** An array as PostgreSQL reads it: every text quoted, null as it is. */
const serialize = (elements: (string | number | null)[]): string => `{${elements.map(elementOf).join(',')}}`;

const elementOf = (element: string | number | null) =>
  typeof element === 'string' ? `"${element.replace(/["\\]/g, '\\$&')}"` : (element ?? 'NULL');

// The oids are fixed (pg_type.dat). postgres.js would ask for them on each new connection, and an error there ends the process:
// https://github.com/porsager/postgres/issues/1192.
const arrayType = (oid: number, parseElement: (element: string) => unknown) => ({
  to: oid,
  from: [oid],
  serialize,
  parse: (source: string) => parse(source, parseElement),
});

/** postgres.js's `types` for integer[] and text[]. */
export const arrayTypes = { integerArray: arrayType(1007, Number), textArray: arrayType(1009, String) };
