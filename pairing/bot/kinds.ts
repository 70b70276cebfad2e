import type { Message } from 'grammy/types';

/** The kinds of message that are passed on. What is none of them, such as a note that somebody joined, cannot be copied. */
export const kinds = [
  'text',
  // Telegram gives an animation as a document as well: the first that fits counts.
  'animation',
  'photo',
  'sticker',
  'voice',
  'video',
  'video_note',
  'audio',
  'document',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
] as const;
export type Kind = (typeof kinds)[number];

export const kindOf = (message: Message): Kind | undefined => kinds.find((kind) => kind in message);
