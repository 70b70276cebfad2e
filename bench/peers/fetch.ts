// The barest pass-through of Bun: Bun.serve and fetch, and no work on header fields. Usage: bun fetch.ts PORT UPSTREAM_PORT
const [port, upstream] = process.argv.slice(2).map(Number);

Bun.serve({
  hostname: '127.0.0.1',
  port: port ?? 0,
  fetch: ({ url, method, headers, body }) =>
    fetch(`http://127.0.0.1:${upstream}${url.slice(url.indexOf('/', 'http://'.length))}`, {
      method,
      headers,
      body,
      redirect: 'manual',
      decompress: false,
    }),
});
