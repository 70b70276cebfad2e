// Whether answers that came from requests that overlapped agree with a model: with its state at some moment, for one order of them all.
import type { State } from './catalogue.ts';

/** Something that happens at one moment: the state after it, the same object when it changes nothing; undefined when it cannot happen. */
export type Step = (state: State) => State | undefined;

/**
 * The states after all steps, for every order in which they can happen.
 * @param sequences steps of which each comes after the one before it, in whatever order to those of other sequences
 */
export const endsOf = (state: State, sequences: Step[][]): State[] => {
  const left = sequences.filter((steps) => steps.length > 0);
  if (left.length === 0) return [state];
  const nexts = left.map(([step]) => step?.(state));
  const after = (index: number) => left.map((steps, at) => (at === index ? steps.slice(1) : steps));
  // A step that changes nothing now is never worse now than later: no other order needs to be tried.
  const idle = nexts.indexOf(state);
  if (idle !== -1) return endsOf(state, after(idle));
  return nexts.flatMap((next, index) => (next === undefined ? [] : endsOf(next, after(index))));
};
