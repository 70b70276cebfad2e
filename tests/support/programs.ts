import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Program = 'import' | 'export';
type Options = {
  /** Another URL of the same database. */
  url?: string;
  env?: Record<string, string>;
};

type Ended = { code: number; out: string; err: string };

/** Runs the import and the export as processes, in a new folder. */
export const createPrograms = async (databaseUrl: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'matinee-test-'));

  const start = (program: Program, args: string[], { url = databaseUrl, env = {} }: Options = {}) => {
    const child = Bun.spawn(['bun', `${import.meta.dir}/../../inventory/${program}/cli.ts`, ...args], {
      cwd: folder,
      env: { ...process.env, ...env, INVENTORY_DATABASE_URL: url },
      stdin: 'pipe',
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const ended: Promise<Ended> = Promise.all([child.stdout.text(), child.stderr.text(), child.exited]).then(
      ([out, err, code]) => ({ code, out, err }),
    );
    return { child, ended };
  };

  return {
    folder,
    start,
    /** @param input sent to its standard input */
    run: async (program: Program, args: string[], input = '', options: Options = {}): Promise<Ended> => {
      const { child, ended } = start(program, args, options);
      child.stdin.write(input);
      // The program may end before it has read all of its input.
      await Promise.resolve(child.stdin.end()).catch(() => {});
      return ended;
    },
    /** Writes a file into the folder: a string as it is, anything else as JSON. */
    write: async (name: string, content: unknown): Promise<string> => {
      await Bun.write(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
      return name;
    },
    remove: () => rm(folder, { recursive: true }),
  };
};

/** The most memory that a process ever had, in MB, as long as it is seen running. */
export const peakMemory = async (child: Bun.Subprocess): Promise<number> => {
  let peak = 0;
  while (child.exitCode === null) {
    const status = await Bun.file(`/proc/${child.pid}/status`)
      .text()
      .catch(() => '');
    peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? peak);
    await Bun.sleep(10);
  }
  return peak / 1000;
};

/** NDJSON of movies with different titles. */
export const manyMovies = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `{"title":"Movie ${from + index}","year":${1900 + (index % 100)}}\n`).join('');
