// The programs that a benchmark starts itself. None outlives it. Each has a process group of its own: Ctrl-C reaches the benchmark alone, which
// ends them all, instead of finding that they fail.
import { mkdirSync } from 'node:fs';
import { run } from '@matinee/tests/support/run';
import { until } from '@matinee/tests/support/wait';
import { processTree, readProcess } from './measure/processes.ts';
import { top } from './platform.ts';

export type Started = { pid: number; stop: () => Promise<void> };

type Options = {
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Whether it works; what it throws counts as "not yet". */
  ready: () => Promise<boolean>;
};

const children = new Set<Bun.Subprocess>();
const logs = `${process.env.MATINEE_STATE}/programs`;

/** Starts a program and waits until it is ready. What it says goes to a log that an error names. */
export const start = async (command: string[], { env = {}, cwd = top, ready }: Options): Promise<Started> => {
  mkdirSync(logs, { recursive: true });
  const log = `${logs}/${children.size}-${command
    .join(' ')
    .replaceAll(/[^\w.-]+/g, '_')
    .slice(-60)}.log`;
  const child = Bun.spawn(command, {
    cwd,
    env: { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: 'production', ...env },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: Bun.file(log),
    detached: true,
  });
  children.add(child);
  await until(
    `${command.join(' ')} (${log})`,
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      return ready();
    },
    30,
  );
  return { pid: child.pid, stop: () => stop(child) };
};

/** Starts a program that comes to its end by itself. @returns what it has printed then, unless it fails */
export const startToEnd = (command: string[], env: Record<string, string> = {}): { pid: number; printed: Promise<string> } => {
  const child = Bun.spawn(command, {
    cwd: top,
    env: { ...process.env, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    detached: true,
  });
  children.add(child);
  const end = async () => {
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    children.delete(child);
    if (code !== 0) throw new Error(`${command.join(' ')} exited with ${code}:\n${out}${err}`);
    return out;
  };
  return { pid: child.pid, printed: end() };
};

/** Starts such a program that stops itself (SIGSTOP) when it is ready for what is to be measured, and waits for that. */
export const startStopped = async (command: string[]): Promise<{ pid: number; printed: Promise<string> }> => {
  const program = startToEnd(command);
  const stopped = until(`${command.join(' ')} to be ready`, () => readProcess(program.pid)?.state === 'T', 30);
  await Promise.race([stopped, program.printed]);
  return program;
};

const stop = async (child: Bun.Subprocess) => {
  child.kill('SIGTERM');
  // One that is stopped would hear it when it goes on.
  child.kill('SIGCONT');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await child.exited;
  clearTimeout(late);
  children.delete(child);
};

/** Ends what still runs, at once, with what it has started: nginx's worker would outlive its master. */
export const stopAll = (): void => {
  const treeOf = processTree();
  for (const child of children) {
    for (const { pid } of treeOf(child.pid)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
  }
};

let ports: number[] = [];

/** A port of loopback that is free, another one each time. */
export const freePort = async (): Promise<number> => {
  if (ports.length === 0) ports = (await run(['bun', 'scripts/free-ports.ts', '20'])).trim().split('\n').map(Number);
  return ports.pop() ?? 0;
};

/** Whether a URL answers, whatever it answers. */
export const answers = (url: string) => async (): Promise<boolean> => (await fetch(url)).status > 0;
