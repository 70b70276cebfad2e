import { randomInt } from 'node:crypto';
import { codeAlphabet } from '@matinee/contracts/tokens';

/** Draws one of the 2.56 × 10¹⁰ codes, uniformly and from a cryptographic random source. */
export const drawCode = (): string => Array.from({ length: 8 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
