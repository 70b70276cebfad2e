import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { repeatedNames } from './strict-json.ts';

type Made = { text: string; repeats: boolean };

const text = (value: unknown) => JSON.stringify(value);
const array = (items: Made[]): Made => ({
  text: `[${items.map((item) => item.text).join(' ,')}]`,
  repeats: items.some(({ repeats }) => repeats),
});
const object = (members: [string, Made][]): Made => ({
  text: `{${members.map(([name, value]) => `${text(name)} : ${value.text}`).join(',')}}`,
  repeats: new Set(members.map(([name]) => name)).size < members.length || members.some(([, { repeats }]) => repeats),
});

// Few names, so that some come twice, and those that a parser, a regular expression or JavaScript could stumble over.
const name = fc.constantFrom('a', 'b', '', '__proto__', '0', ':', '"', '\\', '{', 'ü');
const { json } = fc.letrec<{ json: Made }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(), fc.double(), name, fc.constant(null)).map((value) => ({ text: text(value), repeats: false })),
    fc.array(tie('json'), { maxLength: 3 }).map(array),
    fc.array(fc.tuple(name, tie('json')), { maxLength: 4 }).map(object),
  ),
}));

test('repeated names are found in any JSON text', () => {
  fc.assert(
    fc.property(json, (made) => repeatedNames(made.text).length > 0 === made.repeats),
    {
      numRuns: 3000,
    },
  );
});

test('repeated names are reported by their places, also when they are escaped', () => {
  const written = '{"a":[{"b/c":1,"\\u0062/c":2}],"d":":","a":[]}';
  expect(repeatedNames(written)).toEqual(['/a/0/b~1c', '/a']);
});
