import { describe, test } from 'bun:test';

/** @param missing why the tests are skipped, empty if they run; scripts/test.sh repeats the line @returns `test` and `describe` */
export const skipIf = (missing: string) => {
  if (missing) console.warn(`skipped: ${missing}`);
  return { test: test.skipIf(missing !== ''), describe: describe.skipIf(missing !== '') };
};
