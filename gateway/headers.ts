// Connection-specific fields (RFC 9110, section 7.6.1): they speak of one hop and are never passed on.
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];

/** Takes away the fields that speak of this hop only, those that `Connection` names among them. */
const dropHopByHop = (headers: Headers): Headers => {
  const named = headers.get('connection')?.split(',') ?? [];
  for (const name of [...hopByHop, ...named.map((field) => field.trim())]) {
    // What `Connection` names comes from outside and may be no field name at all.
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) headers.delete(name);
  }
  return headers;
};

/** The client's fields as inventory gets them, and who asked whom for it. */
export const requestHeaders = (
  request: Request,
  { requestId, clientAddress }: { requestId: string; clientAddress: string },
): Headers => {
  const headers = dropHopByHop(new Headers(request.headers));
  headers.set('x-forwarded-for', clientAddress);
  headers.set('x-forwarded-proto', 'http');
  headers.set('x-forwarded-host', headers.get('host') ?? '');
  headers.set('x-request-id', requestId);
  headers.delete('host');
  return headers;
};

/** The upstream's fields as the client gets them. */
export const responseHeaders = (response: Response): Headers => dropHopByHop(new Headers(response.headers));
