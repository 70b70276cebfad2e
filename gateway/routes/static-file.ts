/** A hidden route that serves a file under a Content-Security-Policy. */
export const staticFile = (path: string, policy: string) =>
  [() => new Response(Bun.file(path), { headers: { 'content-security-policy': policy } }), { detail: { hide: true } }] as const;
