/** Which pages of other origins may use the API from a browser. Everything here is undefined or empty when CORS is off. */
export type Cors = {
  /** The answer's fields, each with its line break. @param origin the request's Origin */
  linesFor: (origin: string | undefined) => string;
  /** Those of the answer to a preflight; undefined for an origin that may not. */
  preflightLines: (origin: string) => string | undefined;
};

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const requestFields = 'Content-Type, X-API-Key, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, traceparent, tracestate';
const answerFields = 'ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, X-Total-Count';

/** @param setting CORS_ORIGINS: origins with commas between, `*` for any, empty for none @throws Error that names what is no origin */
export const parseCors = (setting: string): Cors => {
  const origins = setting.split(',').filter((origin) => origin !== '');
  for (const origin of origins) {
    if (origin !== '*' && (!URL.canParse(origin) || new URL(origin).origin !== origin))
      throw new Error(`"${origin}" is no origin such as https://app.example`);
  }
  if (origins.length === 0) return { linesFor: () => '', preflightLines: () => undefined };
  const any = origins.includes('*');
  const allowed = (origin: string) => any || origins.includes(origin);
  const allow = (origin: string) => `Access-Control-Allow-Origin: ${any ? '*' : origin}\r\n`;
  // Which origin asks makes another answer, for those that may not as well: a cache must know.
  const vary = any ? '' : 'Vary: Origin\r\n';
  return {
    linesFor: (origin) =>
      origin !== undefined && allowed(origin)
        ? `${allow(origin)}Access-Control-Expose-Headers: ${answerFields}\r\n${vary}`
        : vary,
    preflightLines: (origin) =>
      allowed(origin)
        ? `${allow(origin)}Access-Control-Allow-Methods: ${methods}\r\nAccess-Control-Allow-Headers: ${requestFields}\r\nAccess-Control-Max-Age: 600\r\n${vary}`
        : undefined,
  };
};
