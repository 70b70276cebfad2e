import { swagger } from '@elysiajs/swagger';
import type { TSchema } from '@sinclair/typebox';
import type { AnyElysia } from 'elysia';
import { version } from '../../package.json';
import { ProblemBody } from '../problem.ts';

type Schema = { [keyword: string]: unknown; $ref?: string; items?: Schema };
type Content = Record<string, { schema: Schema; example?: unknown }>;
export type Response = { description: string; headers?: object; content?: Content };
export type Operation = {
  parameters?: { [member: string]: unknown; name: string }[];
  requestBody?: { content: Content };
  responses: Record<string, Response>;
  security?: object[];
};
type Schemas = Record<string, object>;
export type Document = {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
};

/** The OpenAPI 3.1 document of an app's routes. @param schemas components that only responses use */
export const documentOf = async (app: AnyElysia, title: string, schemas: Record<string, TSchema> = {}): Promise<Document> => {
  const components = { schemas: { ...schemas, Problem: ProblemBody } as Schemas };
  const response = await app.use(swagger({ documentation: { components } })).handle(new Request('http://localhost/swagger/json'));
  // `error` is a message of TypeBox's validation, and `$id` the name of an Elysia model: neither is JSON Schema.
  const document: Document = JSON.parse(await response.text(), (key, value) =>
    (key === 'error' || key === '$id') && typeof value === 'string' ? undefined : value,
  );
  const paths = Object.entries(document.paths).map(([path, operations]) => [path.replace(/(.)\/$/, '$1'), operations]);
  const info = { title, version };
  return complete({ openapi: '3.1.0', info, paths: Object.fromEntries(paths), components: document.components });
};

/** Adds the examples of components, the paths in examples of errors, and the types of request bodies. */
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

const addExamples = (content: Content, instance: string, schemas: Schemas): void => {
  const { 'application/json': list, 'application/x-ndjson': lines, 'application/problem+json': problem } = content;
  for (const media of Object.values(content)) media.example ??= exampleOf(media.schema, schemas);
  if (problem) problem.example = { ...(problem.example as object), instance };
  if (lines && list) lines.example = (list.example as object[]).map((item) => `${JSON.stringify(item)}\n`).join('');
};

/** Replaces the plugin's list of types: bodies are JSON, those of PATCH are JSON merge patches (RFC 7396). */
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
