import { Database } from 'bun:sqlite';

// Telegram repeats an update soon or never.
const updatesKept = 10_000;

/** Opens the bot's database: the token of each chat, and the updates that were handled. */
export const openStore = (file: string) => {
  const db = new Database(file, { create: true, strict: true });
  db.run('pragma journal_mode = wal');
  db.run('create table if not exists chats (chat integer primary key, code text not null)');
  db.run('create index if not exists chats_code on chats (code)');
  db.run('create table if not exists updates (id integer primary key)');
  // `query` prepares each statement once.
  return {
    codeOf: (chat: number): string | undefined =>
      db.query<{ code: string }, [number]>('select code from chats where chat = ?').get(chat)?.code,
    setCode: (chat: number, code: string): void => {
      db.query('insert into chats (chat, code) values (?, ?) on conflict (chat) do update set code = excluded.code').run(
        chat,
        code,
      );
    },
    /** Deletes a token. @returns the chats that had it */
    deleteCode: (code: string): number[] =>
      db.query('delete from chats where code = ? returning chat').values(code).flat() as number[],
    isHandled: (update: number): boolean => db.query('select id from updates where id = ?').get(update) !== null,
    markHandled: (update: number): void => {
      db.query('insert into updates (id) values (?) on conflict do nothing').run(update);
      db.query('delete from updates where id < ?').run(update - updatesKept);
    },
    close: (): void => db.close(),
  };
};

export type Store = ReturnType<typeof openStore>;
