// The pieces that operations are described with.
import { titles } from '@matinee/runtime/problem';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const requestId = { 'X-Request-Id': { description: 'Names the request in the logs.', schema: { type: 'string' as const } } };
const etag = {
  ETag: {
    description: 'The version of the film; give it in `If-Match` or `If-None-Match`.',
    schema: { type: 'string' as const },
  },
};

type Headers = Record<string, { description: string; schema: { type: 'string' } }>;

/**
 * A successful answer.
 * @param schema a component's name, or a schema
 * @param lines what application/x-ndjson has, where that can be asked for as well
 */
export const json = (
  description: string,
  schema: string | object,
  example: unknown,
  { headers = {}, type = 'application/json', lines }: { headers?: Headers; type?: string; lines?: string } = {},
) => ({
  description,
  headers: { ...requestId, ...headers },
  content: {
    [type]: { schema: typeof schema === 'string' ? ref(schema) : schema, example },
    ...(lines && {
      'application/x-ndjson': {
        schema: { type: 'string' as const, description: lines },
        example: `${[example]
          .flat()
          .map((film) => JSON.stringify(film))
          .join('\n')}\n`,
      },
    }),
  },
});

export const noContent = (description: string) => ({ description, headers: { ...requestId, ...etag } });

/** An error answer. @param detail an example of what it says @param more further members of the example @param headers besides the usual */
export const problem = (
  status: number,
  description: string,
  instance: string,
  detail: string,
  more: object = {},
  headers: Headers = {},
) => ({
  [status]: {
    description,
    headers: {
      ...requestId,
      ...headers,
      ...((status === 429 || status === 503) && {
        'Retry-After': { description: 'After how many seconds to try again.', schema: { type: 'string' as const } },
      }),
    },
    content: {
      'application/problem+json': {
        schema: ref('Problem'),
        example: {
          type: 'about:blank',
          title: titles[status],
          status,
          detail,
          instance,
          request_id: '01a1fc69-cd05-7493-bb53-1691edf76a98',
          ...more,
        },
      },
    },
  },
});

export const body = (schema: string, example: unknown, types = ['application/json']) => ({
  required: true,
  content: Object.fromEntries(types.map((type) => [type, { schema: ref(schema), example }])),
});

export { etag, ref };
