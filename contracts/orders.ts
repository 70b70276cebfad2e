import { Kind, type Static, Type, TypeRegistry } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { isText } from './text.ts';

// Each of an order's fields may come as a number or as a string of the same digits. One rule serves for both: the number's
// shortest decimal form, which is exact for every amount in the range.
const digits = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? String(value) : '');

const items = /^([1-9]\d{0,5}|1000000)$/;
const amount = /^(0|[1-9]\d{0,9})(\.\d{1,2})?$/;

TypeRegistry.Set('Order.UserId', (_, value) =>
  typeof value === 'string' ? value.length >= 1 && value.length <= 64 && isText(value) : Number.isSafeInteger(value),
);
TypeRegistry.Set('Order.Items', (_, value) => items.test(digits(value)));
TypeRegistry.Set('Order.Amount', (_, value) => amount.test(digits(value)));

const UserId = Type.Unsafe<string | number>({
  [Kind]: 'Order.UserId',
  description: 'The user who orders.',
  anyOf: [{ type: 'string', minLength: 1, maxLength: 64 }, { type: 'integer' }],
  error: 'must be a string of 1 to 64 characters, or an integer',
});
const Items = Type.Unsafe<string | number>({
  [Kind]: 'Order.Items',
  description: 'How many items.',
  anyOf: [
    { type: 'string', pattern: items.source },
    { type: 'integer', minimum: 1, maximum: 1_000_000 },
  ],
  error: 'must be an integer from 1 to 1000000, as a number or as a string',
});
const Amount = Type.Unsafe<string | number>({
  [Kind]: 'Order.Amount',
  description: 'The price of all items.',
  anyOf: [
    { type: 'string', pattern: amount.source },
    { type: 'number', minimum: 0, maximum: 9_999_999_999.99 },
  ],
  error: 'must be an amount from 0 to 9999999999.99 with at most two decimals, as a number or as a string',
});

/** An order as it is posted and as it travels through the queue. Further fields travel along. */
export const Order = Type.Object(
  { user_id: UserId, number_of_items: Items, total_amount: Amount },
  {
    additionalProperties: true,
    description: 'An order. Fields besides these travel along in the message.',
    examples: [{ user_id: '3', number_of_items: '5', total_amount: '180' }],
  },
);
export type Order = Static<typeof Order>;

const order = TypeCompiler.Compile(Order);

export const isOrder = (value: unknown): value is Order => order.Check(value);

/**
 * What is wrong with a value that should be an order: the place (a JSON pointer) and the fault of each.
 * Both ends judge by it: the gateway before it publishes, billing for what others publish.
 */
export const orderFaults = (value: unknown): { path: string; message: string }[] => {
  const faults = new Map<string, string>();
  for (const { path, message, schema } of order.Errors(value)) {
    if (!faults.has(path)) faults.set(path, (schema as { error?: string }).error ?? message);
  }
  return [...faults].map(([path, message]) => ({ path, message }));
};
