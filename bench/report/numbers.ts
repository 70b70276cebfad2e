/** A number as people read it: to two decimals, or whole and with separators when it is large. */
export const amount = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2).replace(/\.00$/, '');
