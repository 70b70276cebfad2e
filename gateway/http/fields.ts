const isBlank = (code: number) => code === 0x20 || code === 0x09;

/** A message's header fields in the order in which they came. They stay in the text that they came in; what is asked for is read out of it. */
export class Fields {
  /** The names, in lower case. */
  readonly keys: string[] = [];
  private readonly starts: number[] = [];
  private readonly colons: number[] = [];

  /** @param text the fields' lines, each with its line break, by the grammar of RFC 9112 */
  constructor(private readonly text: string) {
    const lower = text.toLowerCase();
    for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1) {
      const colon = text.indexOf(':', at);
      this.starts.push(at);
      this.colons.push(colon);
      this.keys.push(lower.slice(at, colon));
    }
  }

  /** @param key the name in lower case, here and below */
  has(key: string): boolean {
    return this.keys.includes(key);
  }

  /** The first value. */
  get(key: string): string | undefined {
    const at = this.keys.indexOf(key);
    return at === -1 ? undefined : this.valueAt(at);
  }

  /** Every value of a field that was sent several times. */
  all(key: string): string[] {
    const values: string[] = [];
    for (let at = this.keys.indexOf(key); at !== -1; at = this.keys.indexOf(key, at + 1)) values.push(this.valueAt(at));
    return values;
  }

  /** The members of a list field (`Connection: a, b`), in lower case. */
  tokens(key: string): string[] {
    return this.has(key)
      ? this.all(key)
          .join(',')
          .split(',')
          .map((token) => token.trim().toLowerCase())
      : [];
  }

  /** The value of the field in this place, without the blanks around it; String.trim would take a non-breaking space of its own as well. */
  valueAt(at: number): string {
    let start = (this.colons[at] ?? 0) + 1;
    let end = (this.starts[at + 1] ?? this.text.length) - 2;
    while (start < end && isBlank(this.text.charCodeAt(start))) start++;
    while (end > start && isBlank(this.text.charCodeAt(end - 1))) end--;
    return this.text.slice(start, end);
  }

  /** The lines as they came, without those of the fields that are dropped. */
  linesWithout(isDropped: (key: string) => boolean): string {
    const { text, starts, keys } = this;
    let lines = '';
    let from = 0;
    for (let at = 0; at < keys.length; at++) {
      if (!isDropped(keys[at] ?? '')) continue;
      lines += text.slice(from, starts[at]);
      from = starts[at + 1] ?? text.length;
    }
    return lines + text.slice(from);
  }
}
