// How commands choose among known movies, lists and tags.
import fc from 'fast-check';
import type { Known } from './requests.ts';

/** Prefers the newest, so that the requests of a round conflict. */
export const index = fc.oneof(fc.nat(2), fc.nat(60));
/** @param at counted from the newest */
export const pick = <T>(items: T[], at: number): T | undefined => items.at(-1 - (at % Math.max(items.length, 1)));

type Target = { id: number; version: number };
const absent = 2_147_483_646;

/** A movie's id and known version. */
export const target = fc.oneof<fc.WeightedArbitrary<(known: Known) => Target>[]>(
  {
    weight: 10,
    arbitrary: index.map(
      (at) =>
        ({ movies }) =>
          pick(movies, at) ?? { id: absent, version: 1 },
    ),
  },
  {
    weight: 1,
    arbitrary: index.map((at) => ({ deletedIds }) => ({ id: pick(deletedIds, at) ?? absent, version: 1 })),
  },
  { weight: 1, arbitrary: fc.constantFrom(2_147_483_647, 99_999_999_999).map((id) => () => ({ id, version: 1 })) },
);

/** A value for If-Match or If-None-Match. */
export const condition = fc.oneof(
  { weight: 4, arbitrary: fc.constant(() => undefined) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<((version: number) => string)[]>(
      (version) => `"${version}"`,
      (version) => `"0", "${version}"`,
      (version) => `W/"${version}"`,
      (version) => `"${version - 1}"`,
      (version) => `"${version + 1}"`,
      () => '"none"',
      () => '*',
    ),
  },
);

/** A value for If-Match of DELETE /api/movies. */
export const listCondition = fc.constantFrom<((tag: string) => string | undefined)[]>(
  (tag) => tag,
  (tag) => `"none", ${tag}`,
  (tag) => `"0", ${tag}`,
  () => undefined,
  (tag) => `W/${tag}`,
  () => '"none"',
  () => '*',
);
