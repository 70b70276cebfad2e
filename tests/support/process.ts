import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** A program of the project that runs beside a test. */
export type Running = {
  pid: number;
  /** The next line that it prints that matches. */
  line: (pattern: RegExp) => Promise<string>;
  kill: (signal: NodeJS.Signals) => void;
  exited: Promise<number>;
  /** All that it has written to standard error. */
  errors: () => string;
  /** Resident memory, in MB. */
  memory: () => Promise<number>;
};

/** Starts one from the project's top folder. It does not end with the test: `kill` it. @param onLine gets each line that it prints */
export const start = (
  command: string[],
  env: Record<string, string> = {},
  onLine: (line: string) => void = () => {},
): Running => {
  const child = Bun.spawn(command, {
    cwd: `${import.meta.dir}/../..`,
    env: { ...process.env, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  let errors = '';
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      errors += chunk;
      process.stderr.write(chunk);
    }
  })();
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: Readable.fromWeb(child.stdout as never) }).on('line', (line) => {
    lines.push(line);
    onLine(line);
    for (const check of waiting) check();
  });
  return {
    pid: child.pid,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const at = lines.findIndex((line) => pattern.test(line));
          if (at === -1) return;
          waiting.delete(check);
          resolve(lines.splice(0, at + 1).at(-1) ?? '');
        };
        waiting.add(check);
        check();
        child.exited.then((code) => reject(new Error(`${command.join(' ')} exited with ${code} before it printed ${pattern}`)));
      }),
    kill: (signal) => child.kill(signal),
    exited: reading.then(() => child.exited),
    errors: () => errors,
    memory: async () => Number(/VmRSS:\s+(\d+)/.exec(await Bun.file(`/proc/${child.pid}/status`).text())?.[1]) / 1024,
  };
};
