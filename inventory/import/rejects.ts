import { closeSync, openSync, writeSync } from 'node:fs';
import type { Faulty } from './run.ts';

/** Faulty films that are shown; the others are only counted. */
const mostShown = 20;

/**
 * What is done with faulty films: the first ones are shown on standard error, and all are written to a file, one a line.
 * @param path of the file, which is emptied first
 * @throws Error when the file cannot be written
 */
export const openRejects = (path: string | undefined) => {
  const file = path === undefined ? undefined : openSync(path, 'w');
  let count = 0;
  return {
    add: (faulty: Faulty): void => {
      if (file !== undefined) writeSync(file, `${JSON.stringify(faulty)}\n`);
      count += 1;
      if (count <= mostShown) console.error(`${faulty.source}, film ${faulty.position}: ${faulty.reason}`);
    },
    close: (): void => {
      if (file !== undefined) closeSync(file);
      if (count > mostShown) {
        console.error(`… and ${count - mostShown} more${file === undefined ? '; --rejects FILE keeps them all' : ''}`);
      }
    },
  };
};
