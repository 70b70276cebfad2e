import type { Message } from 'grammy/types';

// Telegram cannot copy other kinds, such as a note that somebody joined. `animation` is before `document`, which animations have too.
export const kinds = 'text animation photo sticker voice video video_note audio document location venue contact poll dice'.split(
  ' ',
);

/** The kind of a message, or undefined when it cannot be relayed. */
export const kindOf = (message: Message): string | undefined => kinds.find((kind) => kind in message);

/** Checks a message before it is relayed. @returns the reply to a sender whose message is blocked, else undefined */
export type Filter = (message: Message) => string | undefined;

/** Blocks kinds of message, and whole words in texts and captions, in any case. */
export const createFilter = (blocked: { words: string[]; kinds: string[] }): Filter => {
  const patterns = blocked.words.map(
    (word) => new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(normal(word))}(?![\\p{L}\\p{N}])`, 'iu'),
  );
  return (message) => {
    if (blocked.kinds.includes(kindOf(message) ?? '')) return 'Messages of this kind are not allowed here.';
    const text = normal(message.text ?? message.caption ?? '');
    return patterns.some((pattern) => pattern.test(text)) ? 'This message contains a word that is not allowed here.' : undefined;
  };
};

/** Gives letters that have several encodings a single one. */
const normal = (text: string) => text.normalize('NFKC');
