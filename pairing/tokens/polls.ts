/**
 * Remembers who asked for what, so that asking again too soon can be refused.
 * @param intervalMs how far two polls must lie apart
 * @returns a function that takes a poll's key and answers 0, or in how many ms it may come; a poll that comes too soon does not count
 */
export const createPolls = (intervalMs: number, now = () => performance.now()): ((key: string) => number) => {
  // Two generations, each of an interval at least: when one begins, all of the last but one is over, and goes at once. Taking the oldest
  // out of one Map, again and again, leaves holes in front that each look has to walk over.
  let newer = new Map<string, number>();
  let older = new Map<string, number>();
  let began = now();
  return (key) => {
    const time = now();
    if (time - began >= intervalMs) {
      [older, newer] = [newer, new Map()];
      began = time;
    }
    const next = (newer.get(key) ?? older.get(key) ?? Number.NEGATIVE_INFINITY) + intervalMs;
    if (next > time) return next - time;
    newer.set(key, time);
    return 0;
  };
};
