/**
 * Remembers who asked for what, so that asking again too soon can be refused.
 * @param intervalMs how far two polls must lie apart
 * @returns a function that takes a poll's key and answers 0, or in how many ms it may come; a poll that comes too soon does not count
 */
export const createPolls = (intervalMs: number, now = () => performance.now()): ((key: string) => number) => {
  // In the order of their times, as a Map keeps it: what is over stands in front.
  const polls = new Map<string, number>();
  return (key) => {
    const time = now();
    for (const [old, then] of polls) {
      if (then + intervalMs > time) break;
      polls.delete(old);
    }
    const last = polls.get(key);
    if (last !== undefined) return last + intervalMs - time;
    polls.set(key, time);
    return 0;
  };
};
