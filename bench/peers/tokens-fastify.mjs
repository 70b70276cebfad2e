// Tokens with Fastify and node-postgres, on pairing's own table: a plain prepared statement for each route.
// Settings: PORT, DATABASE_URL
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';

const installed = createRequire(`${process.cwd()}/package.json`);
const pool = new (installed('pg').Pool)({ connectionString: process.env.DATABASE_URL, max: 10 });
const ask = async (name, text, values) => (await pool.query({ name, text, values })).rows[0];

const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const newCode = () => Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
const codeOf = ({ token }) => token.replace(/[\s-]/g, '').toUpperCase();
const toJson = ({ code, ...token }) => ({ token: `${code.slice(0, 4)}-${code.slice(4)}`, ...token });

const columns = 'code, entity_1, entity_2, expires_at';
const insert = `insert into tokens (code, entity_1, expires_at) values ($1, $2, now() + interval '15 minutes') returning ${columns}`;
const select = `select ${columns} from tokens where code = $1`;
const update = `update tokens set entity_2 = $2, paired_at = now(), expires_at = now() + interval '30 days'
  where code = $1 and entity_2 is null and expires_at > now() returning ${columns}`;

const find = async (code, reply) => {
  const token = await ask('find', select, [code]);
  if (!token) return reply.code(404).send();
  return token.expires_at <= new Date() ? reply.code(410).send() : toJson(token);
};

const body = { type: 'object', required: ['entity'], properties: { entity: { type: 'string', minLength: 1, maxLength: 256 } } };

const app = installed('fastify')();
app.post('/api/tokens', { schema: { body } }, async ({ body }, reply) =>
  reply.code(201).send(toJson(await ask('create', insert, [newCode(), body.entity]))),
);
app.get('/api/tokens/:token', ({ params }, reply) => find(codeOf(params), reply));
app.put('/api/tokens/:token', { schema: { body } }, async ({ params, body }, reply) => {
  const paired = await ask('pair', update, [codeOf(params), body.entity]);
  if (paired) return toJson(paired);
  const token = await find(codeOf(params), reply);
  return token.entity_2 && token.entity_2 !== body.entity ? reply.code(409).send() : token;
});
app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
