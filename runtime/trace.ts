/** The id of a request: the one given where it is sane (1 to 128 of `A-Z a-z 0-9 . _ : -`), else a new one. */
export const saneRequestId = (given: string | null | undefined): string =>
  given != null && /^[\w.:-]{1,128}$/.test(given) ? given : Bun.randomUUIDv7();

/** The id of a request: the client's own where it is sane. */
export const requestIdOf = (request: Request): string => saneRequestId(request.headers.get('x-request-id'));

const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** The W3C traceparent to pass on: the given trace with a span of our own, or a new trace where there is none. */
export const traceparentFrom = (traceparent: string | null | undefined): string => {
  const given = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (given) return `00-${given[1]}-${hex(8)}-${given[2]}`;
  const ids = hex(24);
  return `00-${ids.slice(0, 32)}-${ids.slice(32)}-01`;
};

/** The trace id inside a traceparent. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
