import { type Static, Type } from '@sinclair/typebox';
import { Text } from './text.ts';

// RFC 8628, section 6.1: without vowels, so that codes do not spell words, and without letters that look alike.
export const codeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const wholeCode = new RegExp(`^[${codeAlphabet}]{8}$`);

/** Formats a code for people: XXXX-XXXX. */
export const showCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** Parses a code in any case, with or without spaces and dashes. @returns its eight letters; undefined for an invalid code */
export const readCode = (written: string): string | undefined => {
  // Room for a dash and two spaces for each letter.
  if (written.length > 32) return undefined;
  const code = written.replace(/[\s\p{Dash_Punctuation}]/gu, '').toUpperCase();
  return wholeCode.test(code) ? code : undefined;
};

/** The minimum interval between two reads of an unpaired token without `wait`. */
export const pollIntervalS = 2;
/** The maximum of `wait`. */
export const longestWaitS = 60;

const entity = Text({
  minLength: 1,
  maxLength: 256,
  pattern: '\\S',
  description:
    'The party, by a name that the client chooses, such as `chat:42`. Every holder of the token can read it: do not use a secret.',
  error: 'must be a string of 1 to 256 characters that is not blank',
});

export const Token = Type.Object(
  {
    token: Type.String({ description: 'The code, formatted for people.' }),
    entity_1: entity,
    entity_2: Type.Union([entity, Type.Null()], { description: 'The party that paired the token; null until then.' }),
    expires_at: Type.String({ format: 'date-time', description: 'When the token expires. A pairing extends it.' }),
  },
  {
    additionalProperties: false,
    description: 'A token that joins two parties.',
    examples: [{ token: 'BCDF-GHJK', entity_1: 'chat:42', entity_2: 'chat:77', expires_at: '2026-12-21T12:05:00.000Z' }],
  },
);
export type Token = Static<typeof Token>;

export const Party = Type.Object(
  { entity },
  { additionalProperties: false, description: 'One of the two parties.', examples: [{ entity: 'chat:42' }] },
);
export type Party = Static<typeof Party>;
