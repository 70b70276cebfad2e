/** A request's target, understood: the path by which it is routed, and what to forward. */
export type Target = {
  /** Without dot segments, and with nothing encoded that need not be. */
  path: string;
  /** The path as it was sent, for texts. */
  shown: string;
  /** Path and query, as they were sent. */
  forwarded: string;
};

// What a service behind might read as another path than the one that is written: dot segments, encoded or not, a backslash (a slash to
// WHATWG's URLs), and letters that are encoded without need.
const ambiguous = /[\\%]|\/\.{1,2}(?:\/|$)/;

/**
 * Understands a target in origin form (`/path?query`) or absolute form (`http://host/path`).
 * @returns undefined for one that is neither
 */
export const readTarget = (target: string): Target | undefined => {
  const forwarded = target.startsWith('/') ? target : originForm(target);
  if (forwarded === undefined) return undefined;
  const query = forwarded.indexOf('?');
  const shown = query === -1 ? forwarded : forwarded.slice(0, query);
  if (!ambiguous.test(shown)) return { path: shown, shown, forwarded };
  return { path: plainPath(shown), shown, forwarded };
};

const originForm = (target: string): string | undefined => {
  const rest = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  return rest === undefined || rest.startsWith('/') ? rest : `/${rest}`;
};

const unreserved = /^[\w.~-]$/;

const plainPath = (path: string): string => {
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return unreserved.test(character) ? character : encoded;
  });
  return new URL(`http://gateway${decoded}`).pathname;
};
