/** How long something takes, in seconds. */
export const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/**
 * Waits for something with hardly a pause between two looks, so that the moment at which it came is known.
 * @param probe undefined and false mean "not yet"
 * @param pauseMs between two looks; none where the time is short, some where looking would take from what is measured
 * @returns what it was, and when (of performance.now()) @throws after `limit` seconds
 */
export const asSoonAs = async <T>(what: string, limit: number, probe: () => Promise<T | undefined | false>, pauseMs = 0) => {
  const end = performance.now() + limit * 1000;
  while (performance.now() < end) {
    const value = await probe();
    if (value !== undefined && value !== false) return { value, at: performance.now() };
    if (pauseMs > 0) await Bun.sleep(pauseMs);
  }
  throw new Error(`${what}: not within ${limit} s`);
};
