/** A message's header fields in the order in which they came: `names` as they were written, `keys` in lower case. */
export class Fields {
  readonly names: string[] = [];
  readonly keys: string[] = [];
  readonly values: string[] = [];

  add(name: string, value: string, key = name.toLowerCase()): this {
    this.names.push(name);
    this.keys.push(key);
    this.values.push(value);
    return this;
  }

  /** The first value. @param key the name in lower case */
  get(key: string): string | undefined {
    const at = this.keys.indexOf(key);
    return at === -1 ? undefined : this.values[at];
  }

  /** Every value of a field that was sent several times. */
  all(key: string): string[] {
    return this.values.filter((_, at) => this.keys[at] === key);
  }

  /** The members of a list field (`Connection: a, b`), in lower case. */
  tokens(key: string): string[] {
    return this.keys.includes(key)
      ? this.all(key)
          .join(',')
          .split(',')
          .map((token) => token.trim().toLowerCase())
      : [];
  }
}
