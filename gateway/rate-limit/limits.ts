import { type RouteScope, routeScopes } from '../api-keys/api-keys.ts';

/** What is counted together: requests of one scope; `api` is what has none. */
export type RouteClass = RouteScope | 'api';
export const routeClasses: readonly RouteClass[] = [...routeScopes, 'api'];

/** So many requests in so many seconds. */
export type Limit = { quota: number; windowS: number };

/**
 * Reads RATE_LIMIT: `600/60` is 600 requests in 60 seconds for each class of route; `movies:write=60/60` sets one class. With commas
 * between; a class that nothing sets is not limited.
 * @throws Error that names what is wrong
 */
export const parseLimits = (setting: string): Map<RouteClass, Limit> => {
  const limits = new Map<RouteClass, Limit>();
  const entries = setting.split(',').filter((entry) => entry !== '');
  // The general one first, so that the order in the setting means nothing.
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
