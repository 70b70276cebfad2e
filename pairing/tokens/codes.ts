import { codeAlphabet } from '@matinee/contracts/tokens';

// The largest multiple of the alphabet's length up to 256. Larger bytes are rejected: their remainders would favour the first letters.
const fair = 256 - (256 % codeAlphabet.length);

/** Draws a code of eight letters, uniformly from 2.56 × 10¹⁰ codes, by the system's cryptographic random numbers. */
export const drawCode = (): string => {
  let code = '';
  while (code.length < 8) {
    for (const byte of crypto.getRandomValues(new Uint8Array(12))) {
      if (byte < fair && code.length < 8) code += codeAlphabet[byte % codeAlphabet.length];
    }
  }
  return code;
};
