/** What stands at one place of a source: a value, or why there is none. `position` counts films, or lines of NDJSON, from 1. */
export type Found = { position: number; value: unknown } | { position: number; reason: string };

/** More than this, in bytes, is no film, and is not held to find out. */
export const longestFilm = 4_000_000;
