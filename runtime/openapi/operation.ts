// The parts of a route's `detail`. ./document.ts adds the examples.
import { type TObject, Type } from '@sinclair/typebox';
import { type Fault, Problem } from '../problem.ts';

/** The descriptions of header fields, by name. */
type Fields = Record<string, string>;

export const exampleId = '01a1fc69-cd05-7493-bb53-1691edf76a98';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (name: string) => ({ type: 'array', items: ref(name) });

const headers = (fields: Fields) => {
  const all = Object.entries({ 'X-Request-Id': 'Names the request in the logs.', ...fields });
  return Object.fromEntries(all.map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]));
};

type Content = { example?: unknown; fields?: Fields; type?: string; lines?: string };

/** A successful response. @param schema a schema or the name of a component @param content `lines` describes application/x-ndjson */
export const json = (description: string, schema: string | object, content: Content = {}) => {
  const { example, fields = {}, type = 'application/json', lines } = content;
  const media = { schema: typeof schema === 'string' ? ref(schema) : schema, ...(example !== undefined && { example }) };
  const inLines = lines && { 'application/x-ndjson': { schema: { type: 'string' as const, description: lines } } };
  return { description, headers: headers(fields), content: { [type]: media, ...inLines } };
};

export const deleted = (description: string, count = 1) =>
  json(description, Type.Object({ deleted: Type.Integer() }), { example: { deleted: count } });

export const notModified = (description: string) => ({ description, headers: headers({ ETag: 'The one in `If-None-Match`.' }) });

type Reason = string | { reason: string; type?: string; errors?: Fault[]; fields?: Fields };

/** Error responses by status. A reason is the description, and the `detail` of the example. */
export const problems = (reasons: Record<number, Reason>) =>
  Object.fromEntries(Object.entries(reasons).map(([status, given]) => [status, problem(Number(status), given)]));

const problem = (status: number, given: Reason) => {
  const { reason, fields, ...members } = typeof given === 'string' ? { reason: given } : given;
  const wait = status === 429 || status === 503 ? { 'Retry-After': 'Seconds to wait before the next try.' } : {};
  const example = new Problem(status, reason, members).body('/', exampleId);
  return {
    description: reason,
    headers: headers({ ...wait, ...fields }),
    content: { 'application/problem+json': { schema: ref('Problem'), example } },
  };
};

/** The errors of a route with a JSON body. @param name the property whose fault is the example @param reason the one of 422 */
export const bodyProblems = (schema: TObject, name: string, reason = 'The body has an unknown, missing or invalid field.') =>
  problems({
    400: 'The body is not valid JSON in UTF-8.',
    413: 'The body is too long.',
    415: 'The body must be JSON: send it with "Content-Type: application/json".',
    422: { reason, errors: [faultOf(schema, name, `/${name}`)] },
  });

/** The error of a route with query parameters. @param name the parameter whose fault is the example */
export const invalidQuery = (schema: TObject, name: string) =>
  problems({ 422: { reason: 'A query parameter is unknown, repeated or invalid.', errors: [faultOf(schema, name, name)] } });

const faultOf = ({ properties }: TObject, name: string, path: string): Fault => {
  return { path, message: String(properties[name]?.error) };
};

/** Parameters by the schema that the route validates them with. */
export const parameters = (place: 'header' | 'path' | 'query', { properties, required = [] }: TObject) =>
  Object.entries(properties).map(([name, { description = '', examples, ...schema }]) => {
    const example = examples && { example: examples[0] };
    return { name, in: place, required: required.includes(name), description, schema: schema as object, ...example };
  });

/** An optional request header. */
export const requestHeader = (name: string, description: string) =>
  parameters('header', Type.Object({ [name]: Type.Optional(Type.String({ description })) }));
