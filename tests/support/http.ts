/** A response. `body` is undefined unless it is JSON. */
export type Answer = { status: number; headers: Headers; body: unknown; text: string };

/** A client of one server: `call('POST', '/api/movies', { title })`. It sends a string as it is, anything else as JSON. */
export const client =
  (origin: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const json = body !== undefined && typeof body !== 'string';
    const response = await fetch(origin + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
      text,
    };
  };
