// Movies with Fastify and node-postgres: a plain prepared statement for each route.
// Settings: PORT, DATABASE_URL, POOL (connections), STATEMENTS={"year":{"text":"…","names":["value","after"]},…}
import { createRequire } from 'node:module';

const installed = createRequire(`${process.cwd()}/package.json`);
const statements = JSON.parse(process.env.STATEMENTS);
const pool = new (installed('pg').Pool)({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL) });

const ask = async (name, values) => {
  const { text, names } = statements[name];
  const { rows } = await pool.query({ name, text, values: names.map((each) => values[each]) });
  return rows[0]?.json;
};

const id = { type: 'object', properties: { id: { type: 'integer', minimum: 1 } } };
const movie = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string', minLength: 1, maxLength: 1000 }, description: { type: 'string', default: '' } },
};

const app = installed('fastify')();
app.get('/api/movies/:id', { schema: { params: id } }, async ({ params }, reply) => {
  const json = await ask('by-id', params);
  return json === undefined ? reply.code(404).send() : reply.type('application/json').send(json);
});
app.get('/api/movies', async ({ query }, reply) => {
  const filter = ['year', 'genre', 'cast', 'title'].find((name) => name in query);
  const value = (query[filter] ?? query.behind ?? '').toLowerCase();
  const json = await ask(filter ?? (query.sort ? 'deep' : 'unfiltered'), { value, after: query.after ?? 0 });
  return reply.type('application/json').send(`[${json ?? ''}]`);
});
app.post('/api/movies', { schema: { body: movie } }, async ({ body }, reply) =>
  reply
    .code(201)
    .type('application/json')
    .send(await ask('add', body)),
);
app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
