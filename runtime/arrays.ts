import { parse } from 'postgres-array';

// The oids of PostgreSQL's own array types are fixed (pg_type.dat). postgres.js would otherwise ask for them on each new
// connection, and when PostgreSQL ends the connection at that moment, the error is nobody's to catch and ends the process:
// https://github.com/porsager/postgres/issues/1192
const integerArray = 1007;
const textArray = 1009;

/** An array as PostgreSQL reads it: every element quoted, null as it is. */
const serialize = (elements: (string | null)[]): string =>
  `{${elements.map((element) => (element === null ? 'NULL' : `"${element.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;

const serializeNumbers = (elements: (number | null)[]): string => `{${elements.map((element) => element ?? 'NULL').join(',')}}`;

/** postgres.js's `types` for integer[] and text[]. */
export const arrayTypes = {
  integerArray: {
    to: integerArray,
    from: [integerArray],
    serialize: serializeNumbers,
    parse: (source: string) => parse(source, Number),
  },
  textArray: { to: textArray, from: [textArray], serialize, parse: (source: string) => parse(source) },
};
