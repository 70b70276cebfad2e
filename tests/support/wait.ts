/**
 * Waits for a condition instead of for a time.
 * @param what in words, for the error
 * @param probe a value that is not undefined or false ends the waiting; what it throws counts as "not yet"
 * @throws after `seconds`
 */
export const until = async <T>(
  what: string,
  probe: () => T | Promise<T>,
  seconds = 15,
): Promise<Exclude<T, undefined | false>> => {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      last = await probe();
      if (last !== undefined && last !== false) return last as Exclude<T, undefined | false>;
    } catch (error) {
      last = error;
    }
    await Bun.sleep(20);
  }
  throw new Error(`${what}: not within ${seconds} s; last seen: ${last}`);
};
