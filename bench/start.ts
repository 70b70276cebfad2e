// The servers that a benchmark starts itself. None outlives it.
import { mkdirSync } from 'node:fs';
import { run } from '@matinee/tests/support/run';
import { until } from '@matinee/tests/support/wait';
import { top } from './platform.ts';

export type Service = { pid: number; port: number; stop: () => Promise<void> };

type Options = {
  port?: number;
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Whether it works; an error counts as "not yet". By default, whether it answers HTTP at its port. */
  ready?: () => Promise<boolean>;
};

const children = new Set<Bun.Subprocess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGTERM');
});
for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
  process.on(signal, () => process.exit(128 + number));
}

/** Starts a server and waits until it is ready. An error names the log of its stderr. */
export const start = async (command: string[], { port = 0, env = {}, cwd = top, ready }: Options): Promise<Service> => {
  const logs = `${process.env.MATINEE_STATE}/programs`;
  mkdirSync(logs, { recursive: true });
  const log = `${logs}/${Date.now()}-${command
    .join('_')
    .replaceAll(/[^\w.-]+/g, '_')
    .slice(-60)}.log`;
  const child = Bun.spawn(command, {
    cwd,
    env: { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: 'production', ...env },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: Bun.file(log),
  });
  children.add(child);
  const isReady = ready ?? (async () => (await fetch(`http://127.0.0.1:${port}/`)).status > 0);
  await until(
    `${command.join(' ')} (${log})`,
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      return isReady();
    },
    30,
  );
  const stop = async () => {
    child.kill('SIGTERM');
    await child.exited;
    children.delete(child);
  };
  return { pid: child.pid, port, stop };
};

let ports: number[] = [];

/** A free port of the loopback interface, another one each time. */
export const freePort = async (): Promise<number> => {
  if (ports.length === 0) ports = (await run(['bun', 'scripts/free-ports.ts', '20'])).trim().split('\n').map(Number);
  return ports.pop() ?? 0;
};
