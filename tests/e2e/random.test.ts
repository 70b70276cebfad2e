// Random requests, most of them valid by the OpenAPI document. Every response must be one that it documents.
import { beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createConformance } from '../support/openapi.ts';
import { gateway, healthy } from '../support/platform.ts';

type Schema = {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema; example?: unknown };
type Operation = { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

const document = Bun.YAML.parse(await Bun.file(`${import.meta.dir}/../../gateway/openapi.yaml`).text()) as Document;
const faultsOf = createConformance(document);

/** A value that a schema allows. */
const valid = (schema: Schema): fc.Arbitrary<unknown> => {
  if (schema.$ref) return valid(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valid));
  switch (schema.type) {
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1) });
    case 'string':
      return schema.pattern
        ? fc.oneof(fc.stringMatching(withoutLookaheads(schema.pattern)), words)
        : fc.oneof(
            fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 30, 30), unit: 'grapheme' }),
            words,
          );
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valid(schema.items ?? {}), { maxLength: 4 });
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, valid(of)])), {
        requiredKeys: schema.required ?? [],
      });
    default:
      return fc.jsonValue();
  }
};

// fast-check cannot generate for lookaheads; without them it also generates what they forbid.
const withoutLookaheads = (pattern: string) => new RegExp(pattern.replace(/\(\?[=!](?:[^()]|\([^()]*\))*\)/g, ''));

// Words that often match movies of the sample.
const words = fc.constantFrom('the', 'a', 'Godfather', 'matirx', 'Drama', 'keanu', '千尋', '%', "'", '1984');
const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.jsonValue().map(String),
  fc.constantFrom('', '0', '-1', '\0', '1e9', '../..'),
);
const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: rare, weight: 1 });

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const inUrl = (text: string) => encodeURIComponent(text.toWellFormed());
const inHeader = (text: string) => text.replace(/[^\x20-\x7e]/g, '').trim();

type Given = { parameter: Parameter; value: unknown };

const parametersOf = ({ parameters = [] }: Operation): fc.Arbitrary<Given[]> =>
  fc
    .tuple(
      ...parameters.map((parameter) => {
        // Without the example of Idempotency-Key: it would be repeated with other orders.
        const examples = parameter.example === undefined || parameter.in === 'header' ? [] : [fc.constant(parameter.example)];
        const values = fc.oneof(valid(parameter.schema), ...examples);
        const given = mostly(values, junk).map((value): Given => ({ parameter, value }));
        return parameter.required ? given : fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, given);
      }),
    )
    .map((all) => all.filter((one) => one !== undefined));

const bodyOf = ({ requestBody }: Operation): fc.Arbitrary<{ type: string; body: string } | undefined> => {
  const content = Object.entries(requestBody?.content ?? {});
  if (content.length === 0) return fc.constant(undefined);
  return fc.oneof(
    ...content.map(([type, { schema }]) =>
      fc.record({
        type: mostly(fc.constant(type), fc.constantFrom('text/plain', 'application/xml')),
        body: mostly(
          mostly(valid(schema), fc.jsonValue()).map((value) => JSON.stringify(value)),
          fc.string(),
        ),
      }),
    ),
  );
};

const requests = fc.oneof(
  ...Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({
        // More deletes would leave hardly any movies.
        weight: method === 'delete' ? 1 : path.startsWith('/api') ? 30 : 3,
        arbitrary: fc.record({
          method: fc.constant(method.toUpperCase()),
          path: fc.constant(path),
          given: parametersOf(operation),
          body: bodyOf(operation),
        }),
      })),
  ),
);

beforeAll(healthy);

test('2,000 random requests get no 5xx and no undocumented response', async () => {
  const movies: number[] = [];
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, given, body }) => {
      const query: string[] = [];
      const headers: Record<string, string> = {};
      let target = path;
      for (const { parameter, value: drawn } of given) {
        // Prefers existing movies.
        const value =
          parameter.name === 'id' && Number.isInteger(drawn) ? (movies.at(Number(drawn) % movies.length) ?? drawn) : drawn;
        // An empty or dotted segment would change the path.
        if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, inUrl(asText(value)).replace(/^\.*$/, '7'));
        else if (parameter.in === 'header') headers[parameter.name] = inHeader(asText(value));
        else for (const one of Array.isArray(value) ? value : [value]) query.push(`${parameter.name}=${inUrl(asText(one))}`);
      }
      const url = target + (query.length > 0 ? `?${query.join('&')}` : '');
      const answer = await gateway(method, url, body?.body, { ...headers, ...(body && { 'content-type': body.type }) });
      if (answer.status === 201) movies.push((answer.body as { id: number }).id);
      expect(answer.status).toBeLessThan(500);
      expect(faultsOf(method, url, answer)).toEqual([]);
    }),
    { numRuns: 2000, endOnFailure: true },
  );
}, 60_000);

test('all services use the same title for 422', async () => {
  for (const [method, path] of [
    ['POST', '/api/movies'],
    ['GET', '/api/movies?limit=0'],
    ['POST', '/api/billing'],
    ['POST', '/api/tokens'],
    ['GET', '/api/tokens/BCDF-GHJK?wait=soon'],
  ] as const) {
    const { status, body } = await gateway(method, path, method === 'POST' ? {} : undefined);
    expect([path, status, body]).toEqual([path, 422, expect.objectContaining({ title: 'Unprocessable Content', status })]);
  }
});
