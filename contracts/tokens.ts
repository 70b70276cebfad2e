import { type Static, Type } from '@sinclair/typebox';
import { Text } from './text.ts';

// As RFC 8628, section 6.1, advises: no vowels, so that no code spells a word, and nothing that is read as something else.
export const codeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const wholeCode = new RegExp(`^[${codeAlphabet}]{8}$`);

/** A code as it is shown to people: XXXX-XXXX. */
export const showCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The normal form, eight letters, of a code as people write it: in any case, with spaces and dashes; undefined for what is no code. */
export const readCode = (written: string): string | undefined => {
  // The longest that is looked at leaves room for a dash and a space around every letter.
  if (written.length > 32) return undefined;
  const code = written.replace(/[\s\p{Dash_Punctuation}]/gu, '').toUpperCase();
  return wholeCode.test(code) ? code : undefined;
};

/** A token that is not paired may be asked for once in this many seconds, unless the request waits. */
export const pollIntervalS = 2;
/** How long a request may wait for the pairing at most, in seconds. */
export const longestWaitS = 60;
/** A paired token is invalid after this many tries of strangers to pair it, */
export const wrongTriesAllowed = 5;
/** of which those so soon after the pairing do not count: they have lost a race. In seconds. */
export const raceS = 30;

const entity = Text({
  minLength: 1,
  maxLength: 256,
  pattern: '\\S',
  description:
    'The party, by any name that the caller knows it by, such as `chat:42`. Every holder of the token can read it: put no secret in it.',
  error: 'must be a text of 1 to 256 characters that is not blank',
});

/** A token as it is answered. */
export const Token = Type.Object(
  {
    token: Type.String({ description: 'The code, to be shown to people.' }),
    entity_1: entity,
    entity_2: Type.Union([entity, Type.Null()], { description: 'Who paired it; null until then.' }),
    expires_at: Type.String({ format: 'date-time', description: 'When it expires; a pairing prolongs it.' }),
  },
  {
    additionalProperties: false,
    description: 'A token that joins two parties.',
    examples: [{ token: 'BCDF-GHJK', entity_1: 'chat:42', entity_2: 'chat:77', expires_at: '2026-12-21T12:05:00.000Z' }],
  },
);
export type Token = Static<typeof Token>;

/** Who asks for a token, or pairs one. */
export const Party = Type.Object(
  { entity },
  { additionalProperties: false, description: 'One of the two parties.', examples: [{ entity: 'chat:42' }] },
);
export type Party = Static<typeof Party>;
