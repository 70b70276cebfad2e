import { expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { Problem } from './problem.ts';
import { createQueryReader } from './query.ts';

const read = createQueryReader(
  Type.Object({
    name: Type.Optional(Type.String({ maxLength: 5, error: 'must be a text of at most 5 characters' })),
    tag: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    size: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, error: 'must be an integer from 1 to 10' })),
  }),
  { count: 'Use `size`.' },
);
const faultsOf = (query: string): unknown => {
  try {
    return read(`http://localhost/list?${query}`);
  } catch (error) {
    return error instanceof Problem ? error.more.errors : error;
  }
};

test('parameters have the types of their schema, and an array keeps its commas', () => {
  expect(read('http://localhost/list')).toEqual({});
  expect(read('/list?name=a%20b&tag=x,y&tag=z&size=7')).toEqual({ name: 'a b', tag: ['x,y', 'z'], size: 7 });
});

test('every fault is named by its parameter', () => {
  expect(faultsOf('name=abcdef&tag=&tag=&size=0&more=1&__proto__=1')).toEqual([
    { path: 'more', message: 'unknown parameter; known are name, tag, size' },
    { path: '__proto__', message: 'unknown parameter; known are name, tag, size' },
    { path: 'name', message: 'must be a text of at most 5 characters' },
    { path: 'tag', message: expect.any(String) },
    { path: 'size', message: 'must be an integer from 1 to 10' },
  ]);
  expect(faultsOf('name=a&name=b')).toEqual([{ path: 'name', message: 'is given more than once' }]);
});

test('an unknown parameter that has an alternative names it', () => {
  const message = 'Unknown query parameter `count`. Use `size`.';
  expect(faultsOf('count=1&count=2')).toEqual([{ path: 'count', message }]);
});

test.each(['', '1.5', '1e0', '-1', '+1', ' 1', '11', '9'.repeat(400)])('%j is no integer of the range', (size) => {
  expect(faultsOf(`size=${encodeURIComponent(size)}`)).toEqual([{ path: 'size', message: 'must be an integer from 1 to 10' }]);
});
