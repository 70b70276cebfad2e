import type { Context } from 'grammy';

/** A context whose update came from a chat. */
export type InChat = Context & { chat: { id: number } };

/**
 * The id of the person who wrote, by whom guesses are counted. Telegram gives all anonymous admins one `from`: the chat that they speak for
 * tells them apart.
 */
export const personOf = ({ senderChat, from, chat }: InChat): number => senderChat?.id ?? from?.id ?? chat.id;
