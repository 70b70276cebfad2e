import Ajv from 'ajv/dist/2020';
import formats from 'ajv-formats';
import type { Answer } from './http.ts';

type Response = { description: string; headers?: Record<string, { required?: boolean; schema?: object }>; content?: object };
type Operation = { responses: Record<string, Response> };

/** The checked part of an OpenAPI 3.1 document. */
export type Document = { paths: Record<string, Record<string, unknown>> };

type Answered = Pick<Answer, 'status' | 'headers' | 'text'>;

/** Lists how a response departs from the document. `path` may have a query. */
export type Conformance = (method: string, path: string, answer: Answered) => string[];

const pointer = (...parts: (string | number)[]) =>
  parts.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

const isEmpty = (method: string, status: number) => method === 'HEAD' || status === 204 || status === 304;

/**
 * Checks the status, content type, body and header fields of responses. An undocumented path must be a 404 problem, and an
 * undocumented method of a documented path a 405 problem with `Allow`.
 */
export const createConformance = (document: Document): Conformance => {
  // The OpenAPI document around the schemas has keywords unknown to JSON Schema.
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  // From contracts/text.ts.
  ajv.addFormat('text', (value) => value.isWellFormed() && !value.includes('\0'));
  ajv.addSchema(document, 'openapi');

  const routes = Object.entries(document.paths).map(([template, operations]) => ({
    template,
    operations,
    // Paths with fewer parameters match first.
    parameters: template.split('{').length,
    pattern: new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}/?$`),
  }));
  routes.sort((a, b) => a.parameters - b.parameters);

  const faultsOf = (what: string, schema: string, value: unknown): string[] => {
    const validate = ajv.getSchema(`openapi#${schema}`);
    if (!validate) return [`${what}: the document has no schema for it`];
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
  };

  const problemFaults = (status: number, answer: Answered): string[] => [
    ...(answer.status === status ? [] : [`is ${answer.status}, not ${status}`]),
    ...bodyFaults({ 'application/problem+json': '/components/schemas/Problem' }, answer),
  ];

  const bodyFaults = (schemas: Record<string, string>, { headers, text }: Answered): string[] => {
    const type = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    const schema = schemas[type];
    if (schema === undefined) return [`the content type is "${type}", not ${Object.keys(schemas).join(' or ')}`];
    if (!/[/+]json$/.test(type)) return [];
    try {
      return faultsOf('the body', schema, JSON.parse(text));
    } catch {
      return ['the body is not JSON'];
    }
  };

  const headerFaults = (response: Response, at: string, { headers }: Answered): string[] =>
    Object.entries(response.headers ?? {}).flatMap(([name, { required, schema }]) => {
      const value = headers.get(name);
      if (value === null) return required ? [`the field ${name} is missing`] : [];
      const { type } = (schema ?? {}) as { type?: string };
      const typed = type === 'integer' || type === 'number' ? Number(value) : value;
      return schema ? faultsOf(name, `${at}${pointer('headers', name, 'schema')}`, typed) : [];
    });

  const check: Conformance = (method, path, answer) => {
    const route = routes.find(({ pattern }) => pattern.test(path.split('?')[0] ?? ''));
    if (!route) return problemFaults(404, answer);
    const verb = method.toLowerCase();
    const name = verb === 'head' && !route.operations.head ? 'get' : verb;
    const operation = route.operations[name] as Operation | undefined;
    if (!operation)
      return [...problemFaults(405, answer), ...(answer.headers.has('allow') ? [] : ['the field Allow is missing'])];
    const status = [String(answer.status), 'default'].find((code) => operation.responses[code]);
    const response = status === undefined ? undefined : operation.responses[status];
    if (status === undefined || !response) return [`${answer.status} is not documented`];
    const at = pointer('paths', route.template, name, 'responses', status);
    const schemas = Object.fromEntries(
      Object.keys(response.content ?? {}).map((type) => [type, `${at}${pointer('content', type, 'schema')}`]),
    );
    const faults = headerFaults(response, at, answer);
    if (isEmpty(method, answer.status)) return answer.text === '' ? faults : [...faults, 'has a body'];
    if (Object.keys(schemas).length === 0) return answer.text === '' ? faults : [...faults, 'has a body that is not documented'];
    return [...faults, ...bodyFaults(schemas, answer)];
  };

  return (method, path, answer) => check(method, path, answer).map((fault) => `${method} ${path} → ${answer.status}: ${fault}`);
};
