// The limit that additions are compared with: one insert and one commit a request, by the same driver and server, on the same table.
// Usage: bun bench/catalogue/one-insert.ts PORT   prints "listening"

import { connectDatabase } from '@matinee/runtime/database';
import { databaseUrl, parseEnv } from '@matinee/runtime/env';

const { url } = parseEnv({ url: databaseUrl('INVENTORY') });
const sql = connectDatabase(url, { name: 'bench', pool: 10 });

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2]),
  fetch: async (request) => {
    if (request.method !== 'POST') return new Response('POST movies here');
    const { title, description } = (await request.json()) as { title: string; description: string };
    const [row] = await sql`insert into movies (title, description) values (${title}, ${description}) returning json`;
    return new Response(row?.json, { status: 201, headers: { 'content-type': 'application/json' } });
  },
});
console.log('listening');
