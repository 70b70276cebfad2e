// The barest proxy on Bun, which does nothing to header fields. Settings: PORT, UPSTREAM_PORT
const { PORT, UPSTREAM_PORT } = process.env;

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(PORT),
  fetch: ({ url, method, headers, body }) =>
    fetch(`http://127.0.0.1:${UPSTREAM_PORT}${url.slice(url.indexOf('/', 'http://'.length))}`, {
      method,
      headers,
      body,
      redirect: 'manual',
      decompress: false,
    }),
});
