import { swagger } from '@elysiajs/swagger';
import type { TSchema } from '@sinclair/typebox';
import type { AnyElysia } from 'elysia';
import { version } from '../../package.json';
import { Problem } from './problem.ts';

type Schema = { [keyword: string]: unknown; $ref?: string; items?: Schema };
type Content = Record<string, { schema: Schema; example?: unknown }>;
export type Response = { description: string; headers?: object; content?: Content };
export type Operation = {
  parameters?: { [member: string]: unknown; name: string }[];
  requestBody?: { content: Content };
  responses: Record<string, Response>;
  security?: object[];
};
export type Document = {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};

/**
 * The OpenAPI 3.1 document of an app's routes.
 * @param schemas components that only responses refer to
 */
export const documentOf = async (app: AnyElysia, title: string, schemas: Record<string, TSchema> = {}): Promise<Document> => {
  const served = app.use(
    swagger({ documentation: { components: { schemas: { ...schemas, Problem } as Record<string, object> } } }),
  );
  const response = await served.handle(new Request('http://localhost/swagger/json'));
  // `error` is TypeBox's message of a failed validation, and `$id` Elysia's name of a model, which is no URI of a schema.
  const { paths, components }: Document = JSON.parse(await response.text(), (key, value) =>
    (key === 'error' || key === '$id') && typeof value === 'string' ? undefined : value,
  );
  const withoutSlash = Object.entries(paths).map(([path, operations]) => [path.replace(/(.)\/$/, '$1'), operations]);
  return complete({ openapi: '3.1.0', info: { title, version }, paths: Object.fromEntries(withoutSlash), components });
};

/** Adds what is the same for all operations: examples of components, the paths in examples of problems, the types of request bodies. */
export const complete = <D extends Document>(document: D): D => {
  const { schemas } = document.components;
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { parameters = [], requestBody, responses }] of Object.entries(operations)) {
      const instance = parameters.reduce((filled, { name, example }) => filled.replace(`{${name}}`, String(example)), path);
      for (const { content } of Object.values(responses)) if (content) addExamples(content, instance, schemas);
      if (requestBody) requestBody.content = jsonBody(method, requestBody.content, schemas);
    }
  }
  return document;
};

type Schemas = Document['components']['schemas'];

const addExamples = (content: Content, instance: string, schemas: Schemas): void => {
  const { 'application/json': list, 'application/x-ndjson': lines, 'application/problem+json': problem } = content;
  for (const media of Object.values(content)) media.example ??= exampleOf(media.schema, schemas);
  if (problem) problem.example = { ...(problem.example as object), instance };
  if (lines && list) lines.example = (list.example as object[]).map((item) => `${JSON.stringify(item)}\n`).join('');
};

/** The plugin lists types that no route takes: all bodies are JSON, and those of PATCH are JSON merge patches (RFC 7396). */
const jsonBody = (method: string, content: Content, schemas: Schemas): Content => {
  const schema = content['application/json']?.schema ?? {};
  const types = method === 'patch' ? ['application/merge-patch+json', 'application/json'] : ['application/json'];
  return Object.fromEntries(types.map((type) => [type, { schema, example: exampleOf(schema, schemas) }]));
};

const exampleOf = ({ $ref, items }: Schema, schemas: Schemas): unknown => {
  if (items) return [exampleOf(items, schemas)];
  const { examples = [] } = (schemas[$ref?.split('/').at(-1) ?? ''] ?? {}) as { examples?: unknown[] };
  return examples[0];
};
