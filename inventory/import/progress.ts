import { SingleBar } from 'cli-progress';
import type { Totals } from './run.ts';

export type Progress = { show: (bytes: number, totals: Totals) => void; end: () => void };

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** How far an import is: a bar on a terminal where the size is known, else a line every few seconds. On standard error. */
export const createProgress = (size: number | undefined): Progress => {
  if (process.stderr.isTTY && size) {
    const bar = new SingleBar({
      format:
        '{bar} {percentage}%  {films} films  {added} added  {changed} brought up to date  {faulty} faulty  {eta_formatted} left',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    });
    bar.start(size, 0, { films: 0, added: 0, changed: 0, faulty: 0 });
    return {
      show: (bytes, { read, added, changed, faulty }) => bar.update(bytes, { films: read, added, changed, faulty }),
      end: () => bar.stop(),
    };
  }
  let last = performance.now();
  return {
    show: (bytes, { read, added, changed, faulty }) => {
      if (performance.now() - last < 3000) return;
      last = performance.now();
      const of = size ? ` of ${megabytes(size)}` : '';
      process.stderr.write(
        `${megabytes(bytes)}${of} MB  ${read} films  ${added} added  ${changed} brought up to date  ${faulty} faulty\n`,
      );
    },
    end: () => {},
  };
};
