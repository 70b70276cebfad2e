import type { Message } from 'grammy/types';
import { kindOf } from './kinds.ts';

/** Looks at a message before it is passed on; answers why it is refused, as the sender is told, or undefined when it is not. */
export type Filter = (message: Message) => string | undefined;

/** Refuses kinds of message, and texts and captions that have one of the words in any case. */
export const createFilter = ({ words, kinds }: { words: string[]; kinds: string[] }): Filter => {
  const refused = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(normal(word))}(?![\\p{L}\\p{N}])`, 'iu'));
  return (message) => {
    const kind = kindOf(message);
    if (kind && kinds.includes(kind)) return 'Messages of this kind are not passed on.';
    const text = normal(message.text ?? message.caption ?? '');
    return refused.some((pattern) => pattern.test(text)) ? 'This message has a word that is not passed on.' : undefined;
  };
};

/** One form for letters that can be written in several ways. */
const normal = (text: string) => text.normalize('NFKC');
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
