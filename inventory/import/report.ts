import { openSync, writeSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import type { Rejected, Totals } from './run.ts';
import type { Source } from './sources.ts';

export const describe = ({ read, added, changed, unchanged, rejected }: Totals): string =>
  `${read} movies read: ${added} added, ${changed} updated, ${unchanged} unchanged, ${rejected} rejected.`;

/** Shows the progress on standard error: a bar on a terminal if the sizes of all sources are known, else a line every 3 s. */
export const createProgress = (sources: Source[]) => {
  // NaN if one size is unknown.
  const size = sources.reduce((sum, { size = Number.NaN }) => sum + size, 0);
  if (process.stderr.isTTY && size) {
    const format = '{bar} {percentage}%  {totals}  {eta_formatted} left';
    const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
    bar.start(size, 0, { totals: '' });
    return {
      show: (bytes: number, totals: Totals) => bar.update(bytes, { totals: describe(totals) }),
      end: () => bar.stop(),
    };
  }
  let last = performance.now();
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const show = (bytes: number, totals: Totals) => {
    if (performance.now() - last < 3000) return;
    last = performance.now();
    console.error(`${megabytes(bytes)}${size ? ` of ${megabytes(size)}` : ''} MB  ${describe(totals)}`);
  };
  return { show, end: () => {} };
};

const maxShown = 20;

/** Shows the first rejected movies on standard error and writes all to a file, as NDJSON. @param path of the file, which is emptied first */
export const createRejects = (path: string | undefined) => {
  const file = path === undefined ? undefined : openSync(path, 'w');
  let count = 0;
  return {
    add: (rejected: Rejected) => {
      if (file !== undefined) writeSync(file, `${JSON.stringify(rejected)}\n`);
      count += 1;
      if (count <= maxShown) console.error(`${rejected.source}, movie ${rejected.position}: ${rejected.reason}`);
    },
    end: () => {
      const hint = file === undefined ? '. Use --rejects FILE to keep all of them.' : '';
      if (count > maxShown) console.error(`… and ${count - maxShown} more${hint}`);
    },
  };
};
