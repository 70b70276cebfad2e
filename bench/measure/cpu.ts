// How much processor time processes have used.
import { until } from '@matinee/tests/support/wait';
import { processTree, readProcess } from './processes.ts';

// USER_HZ, in which Linux counts for programs, is 100 on every machine that Bun runs on.
const ticksPerSecond = 100;

/** Seconds that this process has used, and those of its children that have ended. */
export const ownCpuSeconds = (): number => {
  const self = readProcess('self');
  return self ? (self.own + self.children) / ticksPerSecond : 0;
};

/** Seconds that each of the named processes has used, with all of their descendants, living or ended. */
export const cpuSeconds = (processes: Record<string, number>): Record<string, number> => {
  const treeOf = processTree();
  const secondsOf = (pid: number) => treeOf(pid).reduce((sum, { own, children }) => sum + own + children, 0) / ticksPerSecond;
  return Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, secondsOf(pid)]));
};

/** Waits until a process with its descendants rests: uses less than a twentieth of a processor for half a second. @throws after 30 s */
export const untilIdle = async (what: string, pid: number): Promise<void> => {
  const used = () => cpuSeconds({ pid }).pid ?? 0;
  await until(
    `${what} to rest`,
    async () => {
      const before = used();
      await Bun.sleep(500);
      return used() - before < 0.025;
    },
    30,
  );
};
