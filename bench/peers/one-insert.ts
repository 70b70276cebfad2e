// One insert and one commit for each movie, by the same driver and server, into the same table. Settings: PORT, DATABASE_URL
import { connectDatabase } from '@matinee/runtime/database';

const sql = connectDatabase(process.env.DATABASE_URL ?? '', { name: 'bench', pool: 10 });

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  fetch: async (request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const { title, description } = (await request.json()) as { title: string; description: string };
    const [row] = await sql`insert into movies (title, description) values (${title}, ${description}) returning json`;
    return new Response(row?.json, { status: 201, headers: { 'content-type': 'application/json' } });
  },
});
