/**
 * Waits for a condition.
 * @param what names it in the error
 * @param probe returns undefined or false, or throws, until the condition is met
 * @returns the value of `probe`
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
