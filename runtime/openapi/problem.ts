import { Type } from '@sinclair/typebox';

const Fault = Type.Object({ path: Type.String(), message: Type.String() });

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What went wrong, for people.' }),
    instance: Type.String({ description: 'The path of the request.' }),
    request_id: Type.String({ description: 'Names the request in the logs.' }),
    errors: Type.Optional(Type.Array(Fault, { description: 'Every fault of the input, with its place.' })),
  },
  { description: 'An error (RFC 9457).' },
);
