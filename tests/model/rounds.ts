// Sends rounds of concurrent requests to a real inventory and checks each against the model.

import fc from 'fast-check';
import type { Answer } from '../support/http.ts';
import type { State } from './catalogue.ts';
import { endsOf, type Step } from './checker.ts';
import { listCommands } from './list-commands.ts';
import { movieCommands } from './movie-commands.ts';
import type { Command, Known } from './requests.ts';
import type { Service } from './service.ts';

/** `states` are those that explain all responses so far; they differ only in their tags. */
export type Model = { states: State[]; known: Known; history: string[] };

/** @param onSent gets the number of requests of each round */
export const rounds = (onSent: (count: number) => void): fc.Arbitrary<fc.AsyncCommand<Model, Service>> =>
  fc.array(fc.oneof(...movieCommands, ...listCommands), { maxLength: 4 }).map((commands) => ({
    check: () => true,
    run: (model, service) => {
      onSent(commands.length);
      return runRound(model, service, commands);
    },
    toString: () => `round of ${commands.length}`,
  }));

/** Deletes all movies, for an empty model. */
export const startEmpty = async (service: Service): Promise<{ model: Model; real: Service }> => {
  await service.sql`delete from movies`;
  const { lastId } = await service.observe();
  const state: State = { movies: new Map(), tags: {}, usedTags: new Set(), lastId, importedIds: [], begun: new Map() };
  return { model: { states: [state], known: { movies: [], deletedIds: [], lists: [], pages: [] }, history: [] }, real: service };
};

/** @throws Error with the history if no order of the requests explains the responses and the rows afterwards */
const runRound = async (model: Model, service: Service, commands: Command[]): Promise<void> => {
  if (commands.length === 0) return;
  const { known, history } = model;
  const requests = commands.map((command) => command(known));
  const answers = await Promise.all(requests.map(({ send }) => send(service)));
  const { rows, lastId } = await service.observe();
  const sent = answers.map((answer, at) => `${requests[at]?.shown} → ${shownOf(answer)}`);
  history.push(
    ['Together:', ...sent].join('\n  '),
    ['Rows:', ...rows.map(({ id, version, attributes }) => `${id} "${version}" ${JSON.stringify(attributes)}`)].join('\n  '),
  );

  const movies = new Map(rows.map((row) => [row.id, row]));
  const importedIds = importedOf(answers, (model.states[0]?.lastId ?? 0) + 1, lastId);
  const explain = (sequences: Step[][]) =>
    model.states
      .flatMap((state) => endsOf({ ...state, importedIds }, sequences))
      .filter((end) => Bun.deepEquals(end.movies, movies));
  const sequences = answers.map((answer, at) => requests[at]?.stepsOf(answer) ?? []);
  const ends = explain(sequences.flat());
  if (ends.length === 0) {
    const suspects = sent.filter((_, at) => explain(sequences.toSpliced(at, 1).flat()).length > 0);
    const hint = suspects.map((one) => `The others can be explained without this one:\n  ${one}`);
    throw new Error(shortened(['No order of the last requests explains the responses.', ...history, ...hint].join('\n')));
  }
  const distinct = new Map(ends.map((end) => [JSON.stringify(end.tags), { ...end, lastId, begun: new Map() }]));
  model.states = [...distinct.values()];
  const deletedIds = known.movies.map(({ id }) => id).filter((id) => !movies.has(id));
  Object.assign(known, { movies: rows, deletedIds: [...known.deletedIds, ...deletedIds] });
};

/** The new ids that no POST returned. Only the last ones: a repeated statement takes new ids. */
const importedOf = (answers: Answer[], first: number, last: number): number[] => {
  const posted = answers.map(({ headers }) => Number(headers.get('location')?.split('/').at(-1)));
  const added = answers.reduce((sum, { body }) => sum + ((body as { added?: number } | undefined)?.added ?? 0), 0);
  const others = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((id) => !posted.includes(id));
  return others.slice(Math.max(0, others.length - added));
};

const shownOf = ({ status, headers, text }: Answer): string => {
  const fields = ['etag', 'x-total-count', 'link'].flatMap((name) => headers.get(name) ?? []);
  return [status, ...fields, status < 400 ? text : ''].join(' ').trimEnd();
};

/** Shortens the long titles. */
const shortened = (text: string): string => text.replace(/(x|X)\1{20,}/g, '$1…$1');
