/** The id of a request: the client's own where it is sane (1 to 128 of `A-Z a-z 0-9 . _ : -`), else a new one. */
export const requestIdOf = (request: Request): string => {
  const given = request.headers.get('x-request-id');
  return given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : Bun.randomUUIDv7();
};

const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** The W3C traceparent to pass on: the caller's trace with a span of our own, or a new trace where the caller has none. */
export const traceparentOf = (request: Request): string => {
  const given = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/.exec(request.headers.get('traceparent') ?? '');
  return `00-${given?.[1] ?? hex(16)}-${hex(8)}-${given?.[2] ?? '01'}`;
};

/** The trace id inside a traceparent. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
