import { type RouteScope, routeScopes } from '../api-keys/api-keys.ts';

/** Requests that share a limit: those of a scope, or `api` for all others. */
export type RouteClass = RouteScope | 'api';
export const routeClasses: readonly RouteClass[] = [...routeScopes, 'api'];

/** `quota` requests per `windowS` seconds. */
export type Limit = { quota: number; windowS: number };

/**
 * Parses RATE_LIMIT, entries separated by commas: `600/60` limits each class of route to 600 requests in 60 s, `movies:write=60/60` one
 * class. Other classes are not limited.
 * @throws Error
 */
export const parseLimits = (setting: string): Map<RouteClass, Limit> => {
  const limits = new Map<RouteClass, Limit>();
  const entries = setting.split(',').filter((entry) => entry !== '');
  // General entries first, so that the others override them.
  for (const entry of entries.toSorted((a, b) => Number(a.includes('=')) - Number(b.includes('=')))) {
    const [, name, quota, window] = /^(?:([a-z:]+)=)?(\d{1,9})\/(\d{1,5})$/.exec(entry) ?? [];
    if (!Number(quota) || !Number(window))
      throw new Error(`"${entry}" is not of the form requests/seconds or class=requests/seconds`);
    const limit = { quota: Number(quota), windowS: Number(window) };
    const only = routeClasses.find((one) => one === name);
    if (name !== undefined && !only) throw new Error(`"${name}" is none of the classes ${routeClasses.join(', ')}`);
    for (const one of only ? [only] : routeClasses) limits.set(one, limit);
  }
  return limits;
};
