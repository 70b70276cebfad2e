import { processTree } from './processes.ts';

const read = async (file: string, field: string): Promise<number> =>
  Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(await Bun.file(file).text())?.[1]) / 1024;

/** Resident memory of a process in MB: now (VmRSS), or at its peak (VmHWM). */
export const memoryMb = (pid: number, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): Promise<number> => read(`/proc/${pid}/status`, field);

/** Memory of a process and its descendants in MB, now; what several of them share counts once. */
export const treeMemoryMb = async (pid: number): Promise<number> => {
  const shares = processTree()(pid).map((process) => read(`/proc/${process.pid}/smaps_rollup`, 'Pss').catch(() => 0));
  return (await Promise.all(shares)).reduce((sum, share) => sum + share, 0);
};
