import { Type } from '@sinclair/typebox';

const Fault = Type.Object({ path: Type.String(), message: Type.String() });

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What went wrong, for people.' }),
    instance: Type.String({ description: 'The path of the request.' }),
    request_id: Type.String({ description: 'Under which the request is found in the logs.' }),
    errors: Type.Optional(Type.Array(Fault, { description: 'Every fault of the input, with its place.' })),
  },
  { description: 'An error (RFC 9457).' },
);

const Status = Type.Union([Type.Literal('ok'), Type.Literal('warn'), Type.Literal('fail')]);

export const Health = Type.Object(
  {
    status: Status,
    checks: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Array(
          Type.Object({ status: Status, output: Type.Optional(Type.String()), time: Type.String({ format: 'date-time' }) }),
        ),
      ),
    ),
  },
  { description: 'The worst of the checks, and each dependency by its name.' },
);

export const Metadata = Type.Object(
  {
    name: Type.String(),
    version: Type.String(),
    description: Type.String(),
    commit: Type.String({ description: 'The commit that runs.' }),
    started_at: Type.String({ format: 'date-time' }),
    runtime: Type.Record(Type.String(), Type.String(), { description: 'Versions of what it runs on.' }),
  },
  { description: 'What runs here.' },
);
