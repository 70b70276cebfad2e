// Telegram's chats, messages and files.

/** A text, or another kind of message under its name. */
export type Content = { text?: string; caption?: string; [kind: string]: unknown };

/** A message in a chat. A copied message has no trace of its source, as at Telegram. */
export type Message = Content & {
  message_id: number;
  date: number;
  chat: { id: number; type: 'private'; first_name: string } | { id: number; type: 'group'; title: string };
  from: Sender;
};

export type Sender = { id: number; is_bot: boolean; first_name: string };

export type File = { file_id: string; file_unique_id: string; file_size: number };

export const createChats = () => {
  const chats = new Map<number, { name: string; messages: Message[]; blocked: boolean }>();
  const files = new Map<string, Uint8Array>();
  let nextMessage = 1;

  const chatOf = (id: number) => {
    const chat = chats.get(id);
    if (!chat) throw new Error(`Unknown chat ${id}. Open it first.`);
    return chat;
  };

  const add = (id: number, from: Sender, content: Content): Message => {
    const { name, messages } = chatOf(id);
    const message: Message = {
      ...content,
      message_id: nextMessage++,
      date: Math.floor(Date.now() / 1000),
      // Groups have negative ids.
      chat: id < 0 ? { id, type: 'group', title: name } : { id, type: 'private', first_name: name },
      from,
    };
    messages.push(message);
    return message;
  };

  return {
    open: (id: number, name: string) => chats.set(id, { name, messages: [], blocked: false }),
    has: (id: number) => chats.has(id),
    isBlocked: (id: number) => chatOf(id).blocked,
    block: (id: number) => {
      chatOf(id).blocked = true;
    },
    messages: (id: number) => chatOf(id).messages,
    add,
    /** The content for copyMessage; undefined for an unknown message. */
    contentOf: (id: number, messageId: number): Content | undefined => {
      const found = chats.get(id)?.messages.find(({ message_id }) => message_id === messageId);
      if (!found) return undefined;
      const { message_id: _, date: __, chat: ___, from: ____, ...content } = found;
      return content;
    },
    upload: (bytes: Uint8Array): File => {
      const file_id = crypto.randomUUID();
      files.set(file_id, bytes);
      return { file_id, file_unique_id: file_id, file_size: bytes.length };
    },
    file: (id: string) => files.get(id),
  };
};

export type Chats = ReturnType<typeof createChats>;
