import { expect, test } from 'bun:test';
import { parseJson } from './json.ts';

const statusOf = (text: string) => {
  try {
    parseJson(Buffer.from(text));
    return 200;
  } catch (error) {
    return (error as { status: number }).status;
  }
};

test('depth is counted outside strings, also in invalid JSON', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect([64, 65].map((levels) => statusOf(nested(levels)))).toEqual([200, 422]);
  expect(statusOf(`["${'{['.repeat(100)}"]`)).toBe(200);
  expect(statusOf(`["\\"${'{['.repeat(100)}"]`)).toBe(200);
  expect(statusOf('{'.repeat(100_000))).toBe(422);
  expect(statusOf(`[${'[],'.repeat(100)}[]]`)).toBe(200);
  expect(statusOf('[],'.repeat(100))).toBe(400);
});
