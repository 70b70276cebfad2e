import { cors } from '@elysiajs/cors';
import { gatewayPlugin } from './request-context.ts';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const allowedHeaders =
  'Content-Type, X-API-Key, Idempotency-Key, If-Match, If-None-Match, Prefer, X-Request-Id, traceparent, tracestate';
const exposeHeaders =
  'ETag, Link, Location, Preference-Applied, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, X-Total-Count';

/** Parses CORS_ORIGINS: origins separated by commas, or `*`. @throws Error */
export const parseOrigins = (setting: string): string[] => {
  const origins = setting.split(',').filter((origin) => origin !== '');
  for (const origin of origins) {
    if (origin !== '*' && (!URL.canParse(origin) || new URL(origin).origin !== origin))
      throw new Error(`"${origin}" is not an origin such as https://app.example`);
  }
  return origins;
};

/** Allows pages of these origins to use the API. Answers preflights, which carry no API key. */
export const corsPlugin = (origins: string[]) =>
  gatewayPlugin('cors')
    // The library would answer every OPTIONS request as a preflight.
    .use(cors({ origin: origins, preflight: false, methods, allowedHeaders, exposeHeaders, credentials: false }))
    .onRequest(({ request: { method, headers }, set }) => {
      if (method !== 'OPTIONS' || !headers.has('origin') || !headers.has('access-control-request-method')) return;
      set.headers['access-control-max-age'] = '600';
      return new Response(null, { status: 204 });
    });
