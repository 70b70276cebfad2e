import { attributes } from '@matinee/contracts/movies';

const types = { string: 'text', integer: 'integer', array: 'text[]' } as const;

/** The columns that clients set. `empty`: the value of a movie without the attribute. */
export const columns = Object.entries(attributes).map(([name, { type }]) => ({
  name: name as keyof typeof attributes,
  type: types[type],
  empty: type === 'array' ? [] : name === 'description' ? '' : null,
}));
