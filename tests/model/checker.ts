// Checks concurrent responses against the model: some order of the requests must explain them all (linearizability).
import type { State } from './catalogue.ts';

/** An atomic step: returns the next state, the same object if nothing changes, or undefined if the step is impossible. */
export type Step = (state: State) => State | undefined;

/**
 * @param sequences each keeps the order of its steps; steps of different sequences interleave freely
 * @returns the end states of all possible orders
 */
export const endsOf = (state: State, sequences: Step[][]): State[] => {
  const left = sequences.filter((steps) => steps.length > 0);
  if (left.length === 0) return [state];
  const nexts = left.map(([step]) => step?.(state));
  const after = (index: number) => left.map((steps, at) => (at === index ? steps.slice(1) : steps));
  // A step that changes nothing can go first without excluding any end state.
  const idle = nexts.indexOf(state);
  if (idle !== -1) return endsOf(state, after(idle));
  return nexts.flatMap((next, index) => (next === undefined ? [] : endsOf(next, after(index))));
};
