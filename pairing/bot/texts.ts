// Replies of the bot. No text names a chat or a person: the parties stay anonymous.
import type { PairingState } from './pairings.ts';

const minutesUntil = (time: string) => Math.max(1, Math.round((Date.parse(time) - Date.now()) / 60_000));

/** The bot's commands with their parameters. */
export const commandList = {
  generateToken: 'create a token for this chat',
  'pair CODE': 'pair this chat with the chat that created the token',
  rememberToken: 'show the token of this chat',
  deleteToken: 'delete the token and end the pairing',
};

export const texts = {
  start: [
    'I connect two chats anonymously. Create a token in one chat, and pair it in the other.\n',
    ...Object.entries(commandList).map(([command, description]) => `/${command} – ${description}`),
    '\nI copy the messages of paired chats to each other, without names.',
  ].join('\n'),
  created: (code: string, expiresAt: string) =>
    `Your token is ${code}. It expires in ${minutesUntil(expiresAt)} minutes. To pair it, the other party sends me: /pair ${code}`,
  waiting: (code: string) => `Your token is ${code}. Nobody has paired it yet.`,
  paired: 'You are paired now. I copy your messages to the other chat. /deleteToken ends the pairing.',
  pairedWithNoChat: 'Your token is paired, but the other party is not a chat: nobody here receives your messages.',
  pairedToken: (code: string) => `Your token is ${code}. You are paired. /deleteToken ends the pairing.`,
  no_token: 'You have no token. Create one with /generateToken, or pair the token of another chat with /pair CODE.',
  howToPair: 'Send the token with the command: /pair BCDF-GHJK',
  notACode: 'This is not a token. A token has eight letters, such as BCDF-GHJK.',
  unknown: 'This token does not exist. Check the letters.',
  gone: 'This token has expired. Ask the other party for a new one.',
  taken: 'This token is already paired with another chat.',
  own: 'This is your own token. The other party must pair it.',
  tooManyGuesses: (seconds: number) => `You sent too many wrong tokens. Try again in ${Math.ceil(seconds / 60)} min.`,
  deleted: 'Your token is deleted. You are not paired.',
  endedByOther: 'The other party has ended the pairing.',
  expired: 'Your token has expired, and the pairing has ended. Create a new token with /generateToken.',
  notRelayed: 'I could not send this message to the other chat.',
  unknownCommand: 'I do not know this command. /start lists the commands.',
  unavailable: 'I cannot check your token now. Try again shortly.',
};

/** Describes the state of a chat to its members. */
export const describe = (state: PairingState): string => {
  if (state.status === 'waiting') return texts.waiting(state.code);
  return state.status === 'paired' ? texts.pairedToken(state.code) : texts[state.status];
};
