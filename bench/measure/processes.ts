// CPU time and memory of processes, from /proc.
import { readdirSync, readFileSync } from 'node:fs';

type Process = { pid: number; parent: number; cpu: number };

// USER_HZ, in which Linux counts CPU time, is 100 on every platform that Bun supports.
const ticksPerSecond = 100;

/** proc(5): the name, in parentheses, may contain anything; numbers follow. CPU time includes ended children. */
const readProcess = (pid: string): Process | [] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(pid), parent: Number(fields[1]), cpu: ticks / ticksPerSecond };
  } catch {
    return [];
  }
};

/** Seconds of CPU time that each of the named processes has used, with its descendants. */
export const cpuSeconds = (processes: Record<string, number>): Record<string, number> => {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(name) : []));
  const byParent = Map.groupBy(all, ({ parent }) => parent);
  const below = (pid: number): number => (byParent.get(pid) ?? []).reduce((sum, child) => sum + child.cpu + below(child.pid), 0);
  const cpuOf = (pid: number) => (all.find((process) => process.pid === pid)?.cpu ?? 0) + below(pid);
  return Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, cpuOf(pid)]));
};

/** Resident memory of a process in MB: now (VmRSS), or at its peak (VmHWM). */
export const memoryMb = (pid: number, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
