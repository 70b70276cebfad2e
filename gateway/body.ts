import { Problem } from '@matinee/runtime/problem';
import type { Call } from './http/call.ts';

/** A request's whole body. @throws Problem 413 for one that is longer than `maxBytes`, 408 when the client goes away before its end */
export const readWhole = (call: Call, maxBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const tooLong = () => reject(new Problem(413, `The body is longer than ${maxBytes} bytes.`));
    if (typeof call.framing === 'number' && call.framing > maxBytes) return tooLong();
    if (call.framing === 0) return resolve(Buffer.alloc(0));
    const pieces: Buffer[] = [];
    let length = 0;
    call.onGone = () => reject(new Problem(408, 'The client went away.'));
    call.readBody({
      data: (content) => {
        length += content.length;
        if (length > maxBytes) tooLong();
        else pieces.push(content);
      },
      end: () => resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)),
    });
  });
