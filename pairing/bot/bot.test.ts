// The bot process with a fake Bot API server and the gateway of the running platform.
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { showCode, type Token } from '@matinee/contracts/tokens';
import { parseEnv, port, text } from '@matinee/runtime/env';
import { createDatabase } from '@matinee/tests/support/database';
import { client } from '@matinee/tests/support/http';
import { startPairing } from '@matinee/tests/support/pairing';
import { start } from '@matinee/tests/support/process';
import { startTelegram } from '@matinee/tests/support/telegram/server';
import { until } from '@matinee/tests/support/wait';
import { drawCode } from '../tokens/codes.ts';

const settings = parseEnv({ host: text('GATEWAY_HOST'), port: port('GATEWAY_PORT'), webhookPort: port('PAIRING_BOT_PORT') });
const gatewayUrl = `http://${settings.host}:${settings.port}`;
const gateway = client(gatewayUrl);

let telegram: ReturnType<typeof startTelegram>;
let state: string;
const bots: Bun.Subprocess[] = [];

const startBot = async (env: Record<string, string> = {}) => {
  const bot = Bun.spawn(['bun', `${import.meta.dir}/server.ts`], {
    env: {
      ...process.env,
      MATINEE_STATE: state,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      PAIRING_BOT_GATEWAY_URL: gatewayUrl,
      LOG_LEVEL: 'error',
      ...env,
    },
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
  });
  bots.push(bot);
  await until('the bot to receive updates', () => telegram.isPolled() || telegram.webhookIsSet());
  return bot;
};
const stopBot = async (bot: Bun.Subprocess) => {
  bot.kill('SIGTERM');
  expect(await bot.exited).toBe(0);
};

beforeAll(async () => {
  state = await mkdtemp(`${tmpdir()}/matinee-bot-`);
  telegram = startTelegram();
});
afterEach(async () => {
  for (const bot of bots.splice(0)) {
    bot.kill('SIGKILL');
    await bot.exited;
  }
  await until('the last poll to end', () => !telegram.isPolled(), 40);
});
afterAll(async () => {
  telegram.stop();
  await rm(state, { recursive: true });
});

type User = ReturnType<typeof telegram.user>;
const says = async (user: User, part: string | RegExp) => expect((await user.next()).text).toMatch(part);
const tokenOf = async (user: User) => {
  user.send('/generateToken');
  const [code] = /[A-Z]{4}-[A-Z]{4}/.exec((await user.next()).text ?? '') ?? [];
  return code ?? '';
};
const join = async (maker: User, other: User) => {
  const code = await tokenOf(maker);
  other.send(`/pair ${code}`);
  await says(maker, 'You are paired now');
  await says(other, 'You are paired now');
  return code;
};

test('two people pair by a token, talk anonymously, and end the pairing', async () => {
  await startBot();
  const [ann, ben] = [telegram.user('Ann'), telegram.user('Ben')];

  ann.send('/start');
  await says(ann, '/generateToken');
  ann.send('hello?');
  await says(ann, 'You have no token');
  ann.send('/rememberToken');
  await says(ann, 'You have no token');
  const code = await tokenOf(ann);
  ann.send('/generateToken');
  await says(ann, code);
  ann.send('/rememberToken');
  await says(ann, `Your token is ${code}. Nobody has paired it yet.`);
  ann.send('hello?');
  await says(ann, 'Nobody has paired it yet');
  ann.send(`/pair ${code}`);
  await says(ann, 'your own token');

  ben.send('/pair');
  await says(ben, '/pair BCDF-GHJK');
  ben.send('/pair nonsense');
  await says(ben, 'eight letters');
  ben.send(`/pair ${code.toLowerCase().replace('-', ' ')}`);
  await says(ben, 'You are paired now');
  await says(ann, 'You are paired now');
  expect((await gateway('GET', `/api/tokens/${code}`)).body).toMatchObject({
    entity_1: `chat:${ann.id}`,
    entity_2: `chat:${ben.id}`,
  });

  const bytes = crypto.getRandomValues(new Uint8Array(1000));
  const file = telegram.upload(bytes);
  const contents = [
    { text: 'Hello, whoever you are' },
    { photo: [{ ...file, width: 10, height: 10 }], caption: 'look' },
    { sticker: { ...file, type: 'regular', width: 512, height: 512 } },
    { voice: { ...file, duration: 3 } },
  ];
  for (const content of contents) {
    ann.send(content);
    const { message_id: _, date: __, chat, from, ...got } = await ben.next();
    expect(got as object).toEqual(content);
    expect([chat.id, from.is_bot]).toEqual([ben.id, true]);
  }
  expect(JSON.stringify(ben.inbox())).not.toMatch(new RegExp(`Ann|${ann.id}|forward`));
  const { file_path } = (await (
    await fetch(`${telegram.apiRoot}/bot${telegram.token}/getFile`, {
      method: 'POST',
      body: JSON.stringify({ file_id: file.file_id }),
    })
  )
    .json()
    .then((answer) => (answer as { result: object }).result)) as { file_path: string };
  const fetched = await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/${file_path}`);
  expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);

  ben.send('and hello to you');
  await says(ann, 'and hello to you');
  for (const number of Array.from({ length: 20 }, (_, i) => `${i}`)) ben.send(number);
  for (const number of Array.from({ length: 20 }, (_, i) => `${i}`)) expect((await ann.next()).text).toBe(number);

  const eve = telegram.user('Eve');
  eve.send(`/pair ${code}`);
  await says(eve, 'already paired');
  ben.send('/rememberToken');
  await says(ben, `Your token is ${code}. You are paired`);
  ben.send(`/pair ${code}`);
  await says(ben, `Your token is ${code}. You are paired`);
  ben.send('/whatever');
  await says(ben, 'do not know this command');
  ben.send({ new_chat_title: 'a note of Telegram’s own' });

  ben.send('/deleteToken');
  await says(ben, 'not paired');
  await says(ann, 'The other party has ended the pairing');
  expect((await gateway('GET', `/api/tokens/${code}`)).status).toBe(404);
  ann.send('still there?');
  await says(ann, 'You have no token');
  ben.send('/deletetoken');
  await says(ben, 'You have no token');
  expect(telegram.calls.some(({ method }) => method === 'forwardMessage')).toBe(false);
  await until('every update to be confirmed', () => telegram.pending() === 0);
}, 60_000);

test('after a restart the bot knows all pairings, and relays messages sent meanwhile exactly once', async () => {
  const bot = await startBot();
  const [ann, ben] = [telegram.user('Ann'), telegram.user('Ben')];
  await join(ann, ben);
  ann.send('before');
  await says(ben, 'before');
  await stopBot(bot);
  ann.send('meanwhile');
  await until('the last poll to end', () => !telegram.isPolled(), 40);
  await startBot();
  ann.send('after');
  await says(ben, 'meanwhile');
  await says(ben, 'after');
  expect(ben.inbox().map(({ text }) => text)).toEqual([
    'You are paired now. I copy your messages to the other chat. /deleteToken ends the pairing.',
    'before',
    'meanwhile',
    'after',
  ]);
}, 60_000);

test('a rate-limited message is retried, and does not delay other chats', async () => {
  await startBot();
  const [ann, ben, cat, dan] = ['Ann', 'Ben', 'Cat', 'Dan'].map(telegram.user) as [User, User, User, User];
  await join(ann, ben);
  await join(cat, dan);
  telegram.flood(ben.id, 2, 1);
  const start = performance.now();
  ann.send('slowly');
  cat.send('quickly');
  await says(dan, 'quickly');
  expect(performance.now() - start).toBeLessThan(1000);
  await says(ben, 'slowly');
  expect(performance.now() - start).toBeGreaterThan(2000);
  dan.block();
  cat.send('gone?');
  await says(cat, 'could not send this message');
}, 60_000);

test('words and kinds of message can be blocked', async () => {
  await startBot({ TELEGRAM_REFUSED_WORDS: 'darn,Ärger (groß)', TELEGRAM_REFUSED_KINDS: 'sticker' });
  const [ann, ben] = [telegram.user('Ann'), telegram.user('Ben')];
  await join(ann, ben);
  for (const blocked of [
    'Well, DARN!',
    { photo: [telegram.upload(new Uint8Array(1))], caption: 'ärger (gross): ärger (groß).' },
  ]) {
    ann.send(blocked);
    await says(ann, 'contains a word');
  }
  ann.send({ sticker: telegram.upload(new Uint8Array(1)) });
  await says(ann, 'of this kind');
  ann.send('darning socks');
  await says(ben, 'darning socks');
}, 60_000);

test('a token that another client creates in the name of a chat does not give access to that chat', async () => {
  await startBot();
  const [ann, eve] = [telegram.user('Ann'), telegram.user('Eve')];
  const { token } = (await gateway('POST', '/api/tokens', { entity: `chat:${ann.id}` })).body as Token;
  eve.send(`/pair ${token}`);
  await says(eve, 'the other party is not a chat');
  eve.send('let me in');
  await says(eve, 'the other party is not a chat');
  expect(ann.inbox()).toEqual([]);
});

test('a token deleted through the API ends for both chats; unknown tokens are limited for each person', async () => {
  await startBot({ PAIRING_BOT_WRONG_GUESSES: '2' });
  const [ann, ben] = [telegram.user('Ann'), telegram.user('Ben')];
  const code = await join(ann, ben);
  await gateway('DELETE', `/api/tokens/${code}`);
  ann.send('hello?');
  await says(ann, 'has expired');
  await says(ben, 'has expired');
  for (const answer of ['This token does not exist', 'This token does not exist', 'too many wrong tokens']) {
    ben.send(`/pair ${showCode(drawCode())}`);
    await says(ben, answer);
  }
});

test('all chats of a person share one limit of unknown tokens, which does not affect others', async () => {
  await startBot({ PAIRING_BOT_WRONG_GUESSES: '3' });
  const [eve, ann, ben] = ['Eve', 'Ann', 'Ben'].map(telegram.user) as [User, User, User];
  const chats = [eve, ...['1', '2', '3', '4'].map((name) => telegram.group(name, eve))];
  const answers = [...Array(3).fill('This token does not exist'), ...Array(2).fill('too many wrong tokens')];
  for (const [i, chat] of chats.entries()) {
    chat.send(`/pair ${showCode(drawCode())}`);
    await says(chat, answers[i]);
  }
  await join(ann, ben);
});

test('anonymous admins, who share a sender, are counted by their group', async () => {
  await startBot({ PAIRING_BOT_WRONG_GUESSES: '1' });
  const sender = telegram.user('Group');
  const [one, other] = [telegram.group('One', sender), telegram.group('Other', sender)];
  const guess = ({ id, send }: User) => {
    const text = `/pair ${showCode(drawCode())}`;
    send({ text, entities: [{ type: 'bot_command', offset: 0, length: 5 }], sender_chat: { id, type: 'group', title: '' } });
  };
  for (const [group, answer] of [
    [one, 'This token does not exist'],
    [one, 'too many wrong tokens'],
    [other, 'This token does not exist'],
  ] as const) {
    guess(group);
    await says(group, answer);
  }
});

test('neither the guesses of one person nor 40 old pairings lock other people out', async () => {
  const wrongGuesses = 10;
  const database = await createDatabase('PAIRING');
  const pairing = await startPairing(database, { wrongGuesses });
  const apiKeys = `bot:${Bun.SHA256.hash('mk_bot', 'hex')}:tokens+tokens:delegate`;
  const wish = { upstreamPort: Number(new URL(pairing.origin).port), apiKeys, timeoutMs: 10_000 };
  const delegating = start(['bun', 'tests/support/gateway.ts', JSON.stringify(wish)]);
  try {
    const url = `http://127.0.0.1:${await delegating.line(/^\d+$/)}`;
    await startBot({ PAIRING_BOT_GATEWAY_URL: url, PAIRING_BOT_API_KEY: 'mk_bot', PAIRING_BOT_WRONG_GUESSES: '1000' });
    const [ann, ben, eve] = ['Ann', 'Ben', 'Eve'].map(telegram.user) as [User, User, User];
    const [kept, swept] = [1, 2].map(() => Array.from({ length: 20 }, (_, i) => telegram.user(`Old ${i}`))) as [User[], User[]];
    const codes = await Promise.all(kept.map(tokenOf));
    const gone = await Promise.all(swept.map(tokenOf));
    const lettersOf = (shown: string[]) => shown.map((code) => code.replace('-', ''));
    await pairing.sql`update tokens set expires_at = now() - interval '6 days' where code = any(${lettersOf(codes)}::text[])`;
    await pairing.sql`delete from tokens where code = any(${lettersOf(gone)}::text[])`;
    await join(ann, ben);

    for (const old of [...kept, ...swept]) {
      old.send('hello?');
      await says(old, 'has expired');
    }
    for (let i = 0; i < wrongGuesses; i++) {
      eve.send(`/pair ${showCode(drawCode())}`);
      await says(eve, 'This token does not exist');
    }
    eve.send(`/pair ${showCode(drawCode())}`);
    await says(eve, 'cannot check your token');
    ann.send('still there?');
    await says(ben, 'still there?');
    ben.send('/deleteToken');
    await says(ben, 'not paired');
    await says(ann, 'The other party has ended the pairing');
    await join(ben, ann);
  } finally {
    delegating.kill('SIGKILL');
    await delegating.exited;
    await pairing.stop();
    await database.drop();
  }
}, 60_000);

test('without an API key the bot warns that all chats share one guess limit', async () => {
  const bot = start(['bun', 'pairing/bot/server.ts'], {
    MATINEE_STATE: state,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    PAIRING_BOT_API_KEY: '',
    LOG_LEVEL: 'warn',
  });
  try {
    expect(await bot.line(/PAIRING_BOT_API_KEY/)).toContain('tokens:delegate');
  } finally {
    bot.kill('SIGKILL');
    await bot.exited;
  }
});

test('while the gateway is unavailable the bot says so, and keeps all pairings', async () => {
  const bot = await startBot();
  const [ann, ben] = [telegram.user('Ann'), telegram.user('Ben')];
  const code = await join(ann, ben);
  await stopBot(bot);
  await until('the last poll to end', () => !telegram.isPolled(), 40);
  const without = await startBot({ PAIRING_BOT_GATEWAY_URL: 'http://127.0.0.1:9' });
  ann.send('hello?');
  await says(ann, 'cannot check your token');
  await stopBot(without);
  await until('the last poll to end', () => !telegram.isPolled(), 40);
  await startBot();
  ann.send('hello!');
  await says(ben, 'hello!');
  ann.send('/deleteToken');
  await says(ben, 'has ended the pairing');
  expect((await gateway('GET', `/api/tokens/${code}`)).status).toBe(404);
}, 60_000);

test('with a webhook only Telegram can deliver updates', async () => {
  const url = `http://127.0.0.1:${settings.webhookPort}`;
  const bot = await startBot({ TELEGRAM_WEBHOOK_URL: url });
  const [ann, ben] = [telegram.user('Ann'), telegram.user('Ben')];
  await join(ann, ben);
  const forged = { update_id: 1, message: { ...ann.send('real'), text: 'forged' } };
  await says(ben, 'real');
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'guess' };
  expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(forged) })).status).toBe(401);
  expect((await fetch(url)).status).toBe(405);
  expect(telegram.calls.some(({ method, params }) => method === 'setWebhook' && params.url === url)).toBe(true);
  await stopBot(bot);
  expect(ben.inbox().map(({ text }) => text)).not.toContain('forged');
});

test('the bot exits without a token, and never prints an invalid one', async () => {
  const said = async (token: string) => {
    const bot = Bun.spawn(['bun', `${import.meta.dir}/server.ts`], {
      env: { ...process.env, MATINEE_STATE: state, TELEGRAM_BOT_TOKEN: token },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const text = (await bot.stdout.text()) + (await bot.stderr.text());
    return `${await bot.exited} ${text}`;
  };
  expect(await said('')).toMatch(/^1 .*TELEGRAM_BOT_TOKEN is empty/);
  const wrong = await said('secret');
  expect(wrong).toMatch(/^1 [\s\S]*TELEGRAM_BOT_TOKEN: is not of the form/);
  expect(wrong).not.toContain('secret');
  const apps = async (token: string) => {
    const script = "console.log(require('./ecosystem.config.cjs').apps.map(({ name }) => name).join(' '))";
    const env = { ...process.env, TELEGRAM_BOT_TOKEN: token };
    return Bun.spawn(['bun', '-e', script], { cwd: `${import.meta.dir}/../..`, env, stdout: 'pipe' }).stdout.text();
  };
  expect(await apps('')).not.toContain('pairing_bot');
  expect(await apps('1:a')).toContain('pairing_bot');
});
