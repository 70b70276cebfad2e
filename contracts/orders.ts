import { Kind, type SchemaOptions, type Static, Type, TypeRegistry } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { isText } from './text.ts';

/** A field that may be a number or a string, validated by one check. */
const field = (kind: string, check: (value: unknown) => boolean, schema: SchemaOptions & { error: string }) => {
  TypeRegistry.Set(kind, (_, value) => check(value));
  return Type.Unsafe<string | number>({ [Kind]: kind, ...schema });
};

/** Matches strings, and numbers by their shortest decimal form, which is exact in the range of an order. */
const matches = (pattern: RegExp) => (value: unknown) =>
  (typeof value === 'number' || typeof value === 'string') && pattern.test(String(value));

const items = /^([1-9]\d{0,5}|1000000)$/;
const amount = /^(0|[1-9]\d{0,9})(\.\d{1,2})?$/;

const isUserId = (value: unknown) =>
  typeof value === 'string' ? value.length >= 1 && value.length <= 64 && isText(value) : Number.isSafeInteger(value);

/** An order, as it is posted and as it is queued. */
export const Order = Type.Object(
  {
    user_id: field('Order.UserId', isUserId, {
      description: 'The user who orders.',
      anyOf: [{ type: 'string', minLength: 1, maxLength: 64 }, { type: 'integer' }],
      error: 'must be a string of 1 to 64 characters, or an integer',
    }),
    number_of_items: field('Order.Items', matches(items), {
      description: 'How many items.',
      anyOf: [
        { type: 'string', pattern: items.source },
        { type: 'integer', minimum: 1, maximum: 1_000_000 },
      ],
      error: 'must be an integer from 1 to 1000000, as a number or as a string',
    }),
    total_amount: field('Order.Amount', matches(amount), {
      description: 'The price of all items.',
      anyOf: [
        { type: 'string', pattern: amount.source },
        { type: 'number', minimum: 0, maximum: 9_999_999_999.99 },
      ],
      error: 'must be an amount from 0 to 9999999999.99 with at most two decimals, as a number or as a string',
    }),
  },
  {
    additionalProperties: true,
    description: 'An order. Additional fields stay in the message.',
    examples: [{ user_id: '3', number_of_items: '5', total_amount: '180' }],
  },
);
export type Order = Static<typeof Order>;

const order = TypeCompiler.Compile(Order);

export const isOrder = (value: unknown): value is Order => order.Check(value);

/** Lists why a value is not an order, by JSON pointer. */
export const orderFaults = (value: unknown): { path: string; message: string }[] => {
  const faults = new Map<string, string>();
  for (const { path, message, schema } of order.Errors(value)) {
    if (!faults.has(path)) faults.set(path, (schema as { error?: string }).error ?? message);
  }
  return [...faults].map(([path, message]) => ({ path, message }));
};
