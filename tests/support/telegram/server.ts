// The part of Telegram's Bot API (https://core.telegram.org/bots/api) that a chat bot needs, on loopback, with real chats, updates and
// files.
import { until } from '../wait.ts';
import { type Content, createChats, type Message, type Sender } from './chats.ts';
import { createUpdates } from './updates.ts';

/** A person who writes to the bot, in private or in a group. */
export type User = {
  /** The id of the chat. */
  id: number;
  /** Writes to the bot. */
  send: (content: string | Content) => Message;
  /** The bot's messages, in order. */
  inbox: () => Message[];
  /** Waits for the next message of the bot. */
  next: () => Promise<Message>;
  block: () => void;
};

class ApiError extends Error {
  constructor(
    readonly code: number,
    description: string,
    readonly parameters?: { retry_after: number },
  ) {
    super(description);
  }
}

export const startTelegram = () => {
  const token = `123456:${crypto.randomUUID()}`;
  const bot = { id: 123456, is_bot: true, first_name: 'Pairing', username: 'pairing_bot' };
  const chats = createChats();
  const updates = createUpdates();
  const floods = new Map<number, { times: number; retryAfter: number }>();
  const calls: { method: string; params: Record<string, unknown> }[] = [];
  let nextUser = 5000;

  /** @throws ApiError if the bot cannot write to the chat now */
  const writable = (id: unknown): number => {
    const chat = Number(id);
    if (!chats.has(chat)) throw new ApiError(400, 'Bad Request: chat not found');
    if (chats.isBlocked(chat)) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
    const flood = floods.get(chat);
    if (flood && flood.times > 0) {
      flood.times -= 1;
      throw new ApiError(429, `Too Many Requests: retry after ${flood.retryAfter}`, { retry_after: flood.retryAfter });
    }
    return chat;
  };

  const methods: Record<string, (params: Record<string, unknown>, signal: AbortSignal) => unknown> = {
    getMe: () => bot,
    setMyCommands: () => true,
    deleteWebhook: () => {
      updates.setWebhook(undefined);
      return true;
    },
    setWebhook: ({ url, secret_token }) => {
      updates.setWebhook({ url: String(url), secret: String(secret_token) });
      return true;
    },
    getUpdates: ({ offset, limit, timeout }, signal) => {
      if (updates.hasWebhook()) throw new ApiError(409, "Conflict: can't use getUpdates method while webhook is active");
      if (updates.isPolled()) throw new ApiError(409, 'Conflict: terminated by other getUpdates request');
      return updates.poll(Number(offset ?? 0), Number(limit ?? 100), Number(timeout ?? 0), signal);
    },
    sendMessage: ({ chat_id, text }) => chats.add(writable(chat_id), bot, { text: String(text) }),
    copyMessage: ({ chat_id, from_chat_id, message_id }) => {
      const chat = writable(chat_id);
      const content = chats.contentOf(Number(from_chat_id), Number(message_id));
      if (!content) throw new ApiError(400, 'Bad Request: message to copy not found');
      return { message_id: chats.add(chat, bot, content).message_id };
    },
    getFile: ({ file_id }) => {
      if (!chats.file(String(file_id))) throw new ApiError(400, 'Bad Request: invalid file_id');
      return { file_id, file_path: `files/${file_id}` };
    },
  };

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 60,
    fetch: async (request) => {
      const [, prefix, name, ...path] = new URL(request.url).pathname.split('/');
      if (prefix === 'file') return new Response(chats.file(path.at(-1) ?? ''));
      try {
        if (prefix !== `bot${token}`) throw new ApiError(401, 'Unauthorized');
        const method = methods[name ?? ''];
        if (!method) throw new ApiError(404, 'Not Found');
        const body = await request.text();
        const params = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
        calls.push({ method: name ?? '', params });
        return Response.json({ ok: true, result: await method(params, request.signal) });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { code: error_code, message: description, parameters } = error;
        return Response.json({ ok: false, error_code, description, parameters }, { status: error_code });
      }
    },
  });

  const open = (id: number, name: string, from: Sender): User => {
    chats.open(id, name);
    const inbox = () => chats.messages(id).filter(({ from }) => from.is_bot);
    let seen = 0;
    return {
      id,
      inbox,
      send: (content) => {
        const plain = typeof content === 'string' ? { text: content, ...commandIn(content) } : content;
        const message = chats.add(id, from, plain);
        updates.push(message);
        return message;
      },
      next: async () => {
        const message = await until(`a message to ${name}`, () => inbox()[seen]);
        seen += 1;
        return message;
      },
      block: () => chats.block(id),
    };
  };
  const senderOf = (id: number, name: string): Sender => ({ id, is_bot: false, first_name: name });
  const user = (name: string): User => {
    const id = nextUser++;
    return open(id, name, senderOf(id, name));
  };

  return {
    token,
    apiRoot: `http://127.0.0.1:${server.port}`,
    user,
    /** Opens a group in which a person writes to the bot. */
    group: (name: string, person: User): User => open(-nextUser++, name, senderOf(person.id, name)),
    upload: chats.upload,
    /** Answers the next messages to a chat with 429. */
    flood: (chat: number, times: number, retryAfter: number) => floods.set(chat, { times, retryAfter }),
    /** The number of updates that the bot has not confirmed. */
    pending: updates.pending,
    webhookIsSet: updates.hasWebhook,
    isPolled: updates.isPolled,
    calls,
    stop: () => server.stop(true),
  };
};

/** Telegram marks the command of a text as an entity. */
const commandIn = (text: string) => {
  const command = /^\/\w+/.exec(text)?.[0];
  return command && { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
};
