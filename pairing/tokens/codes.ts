import { codeAlphabet } from '@matinee/contracts/tokens';

// The greatest multiple of the alphabet's length that a byte can hold: a byte beyond it is thrown away, since the remainders of all
// bytes would favour the first letters.
const fair = 256 - (256 % codeAlphabet.length);

/** Eight letters from the system's cryptographic source, each as likely as any other: 2.56 × 10¹⁰ codes. */
export const drawCode = (): string => {
  let code = '';
  while (code.length < 8) {
    for (const byte of crypto.getRandomValues(new Uint8Array(12))) {
      if (byte < fair && code.length < 8) code += codeAlphabet[byte % codeAlphabet.length];
    }
  }
  return code;
};
