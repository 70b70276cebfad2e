// Processes and their descendants, from /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** Its state is a letter of proc(5)'s; processor time in ticks: its own, and that of its children that have ended. */
export type Process = { pid: number; state: string; parent: number; own: number; children: number };

/** proc(5): the name, in parentheses, may contain anything; the rest are numbers. @returns undefined for one that has ended */
export const readProcess = (pid: number | 'self'): Process | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent = 0, , , , , , , , , , user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = rest.map(Number);
    return { pid: Number.parseInt(stat, 10), state, parent, own: user + system, children: childrenUser + childrenSystem };
  } catch {
    return undefined;
  }
};

/** Finds the processes that descend from one, itself among them, as they are now. */
export const processTree = (): ((pid: number) => Process[]) => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const byParent = Map.groupBy(all, ({ parent }) => parent);
  const below = (process: Process): Process[] => [process, ...(byParent.get(process.pid) ?? []).flatMap(below)];
  return (pid) => all.filter((process) => process.pid === pid).flatMap(below);
};
