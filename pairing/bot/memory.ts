import { Database } from 'bun:sqlite';

/** What the bot must not forget: which token each chat has, and which of Telegram's updates it has dealt with. */
export type Memory = {
  /** The code of the chat's token. */
  codeOf: (chat: number) => string | undefined;
  remember: (chat: number, code: string) => void;
  /** Forgets a token; answers the chats that had it. */
  forget: (code: string) => number[];
  hasHandled: (update: number) => boolean;
  handled: (update: number) => void;
  close: () => void;
};

// Telegram sends an update again soon or never.
const updatesKept = 10_000;

export const openMemory = (file: string): Memory => {
  const db = new Database(file, { create: true, strict: true });
  db.run('pragma journal_mode = wal');
  db.run('create table if not exists chats (chat integer primary key, code text not null)');
  db.run('create index if not exists chats_code on chats (code)');
  db.run('create table if not exists updates (id integer primary key)');
  const codeOf = db.query<{ code: string }, [number]>('select code from chats where chat = ?');
  const remember = db.query('insert into chats (chat, code) values (?, ?) on conflict (chat) do update set code = excluded.code');
  const forget = db.query<{ chat: number }, [string]>('delete from chats where code = ? returning chat');
  const hasHandled = db.query<{ id: number }, [number]>('select id from updates where id = ?');
  const handled = db.query('insert into updates (id) values (?) on conflict do nothing');
  const prune = db.query('delete from updates where id < ?');

  return {
    codeOf: (chat) => codeOf.get(chat)?.code,
    remember: (chat, code) => void remember.run(chat, code),
    forget: (code) => forget.all(code).map(({ chat }) => chat),
    hasHandled: (update) => hasHandled.get(update) !== null,
    handled: (update) => {
      handled.run(update);
      prune.run(update - updatesKept);
    },
    close: () => db.close(),
  };
};
