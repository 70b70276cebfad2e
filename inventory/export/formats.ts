import { stringify } from 'csv-stringify/sync';
import { columns } from '../movies/columns.ts';

/** @param movie writes a movie, which it gets as JSON */
export type Format = { movie: (json: string) => string; open: string; separator: string; close: string };

const names = columns.map(({ name }) => name);

const toCsv = (json: string): string => {
  const movie = JSON.parse(json);
  const cells = columns.map(({ name, type }) => (type === 'text[]' && movie[name] ? JSON.stringify(movie[name]) : movie[name]));
  return stringify([cells]).trimEnd();
};

export const formats = new Map<string, Format>([
  ['json', { movie: (json) => json, open: '[\n', separator: ',\n', close: '\n]\n' }],
  ['ndjson', { movie: (json) => json, open: '', separator: '\n', close: '\n' }],
  ['csv', { movie: toCsv, open: `${names}\n`, separator: '\n', close: '\n' }],
]);
