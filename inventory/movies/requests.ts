import { Problem } from '@matinee/runtime/problem';
import { Type } from '@sinclair/typebox';

const largestId = 2_147_483_647;

export const MovieId = Type.Integer({ minimum: 1, description: "The movie's id.", examples: [7] });

/**
 * The id in a path; undefined for one that is a number but too large to have been given out.
 * @throws Problem 400 for anything but a positive integer
 */
export const readId = (text: string): number | undefined => {
  if (!/^[1-9]\d*$/.test(text)) throw new Problem(400, `An id is a positive integer; "${text}" is not.`);
  const id = Number(text);
  return id <= largestId ? id : undefined;
};
