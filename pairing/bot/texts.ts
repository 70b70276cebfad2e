// What the bot says. No text names a chat or a person: neither side learns who the other is.

const minutes = (from: string) => Math.max(1, Math.round((Date.parse(from) - Date.now()) / 60_000));

export const texts = {
  start: [
    'I join two chats that do not know each other.',
    '',
    '/generateToken – get a token, and give it to somebody',
    '/pair CODE – join the chat that gave you its token',
    '/rememberToken – show your token again',
    '/deleteToken – end it, for both of you',
    '',
    'Once you are joined, what you write here is passed on without your name.',
  ].join('\n'),
  made: (code: string, expiresAt: string) =>
    `Your token is ${code}. It can be paired for ${minutes(expiresAt)} minutes: the other side sends /pair ${code} to me.`,
  waiting: (code: string) => `Your token is ${code}. Nobody has paired it yet.`,
  paired: 'You are joined now. What you write here is passed on; /deleteToken ends it.',
  pairedWithNoChat: 'The token is paired now, but its other side is no chat: there is nobody here to talk to.',
  pairedToken: (code: string) => `Your token is ${code}. You are joined with somebody; /deleteToken ends it.`,
  noToken: 'You have no token. /generateToken gives you one, /pair CODE takes somebody else’s.',
  howToPair: 'Send the token with it, like this: /pair BCDF-GHJK',
  noCode: 'That is no token: a token has eight letters, like BCDF-GHJK.',
  unknown: 'There is no such token. Look at it once more.',
  gone: 'That token is no longer valid. Ask the other side for a new one.',
  taken: 'That token is somebody else’s already.',
  own: 'That is your own token: the other side is to pair it.',
  alreadyPaired: 'You are joined with somebody. /deleteToken ends that first.',
  tooManyGuesses: (seconds: number) => `Too many wrong tokens. Try again in ${Math.ceil(seconds / 60)} min.`,
  ended: 'The token has been deleted. You are no longer joined.',
  deleted: 'The token has been deleted.',
  endedByOther: 'The other side has ended it: you are no longer joined.',
  expired: 'Your token is no longer valid, and nobody is joined with you. /generateToken gives you a new one.',
  notPassedOn: 'This message could not be passed on.',
  unknownCommand: 'I do not know that command. /start shows those that I do.',
  away: 'I cannot look your token up at the moment. Try again shortly.',
};
