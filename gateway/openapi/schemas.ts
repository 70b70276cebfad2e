import { type TSchema, Type } from '@sinclair/typebox';

const mapOf = (value: TSchema, description?: string) =>
  Type.Object({}, { additionalProperties: value, ...(description && { description }) });

const Status = Type.Union([Type.Literal('ok'), Type.Literal('warn'), Type.Literal('fail')]);
const Time = Type.String({ format: 'date-time' });
const Check = Type.Object({ status: Status, output: Type.Optional(Type.String()), time: Time });

export const Home = Type.Object({ name: Type.String(), description: Type.String(), links: mapOf(Type.String()) });

export const Health = Type.Object(
  { status: Status, checks: Type.Optional(mapOf(Type.Array(Check))) },
  { description: 'The worst of the checks, and each dependency by its name.' },
);

export const Metadata = Type.Object(
  {
    name: Type.String(),
    version: Type.String(),
    description: Type.String(),
    commit: Type.String({ description: 'The commit that runs.' }),
    started_at: Time,
    runtime: mapOf(Type.String(), 'The versions of its runtime.'),
  },
  { description: 'What runs here.' },
);
