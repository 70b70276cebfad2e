import type { Movie } from '@matinee/contracts/movies';
import type { Answer } from '../support/http.ts';
import type { Expected, Format, Row, State, Transition } from './catalogue.ts';
import type { Step } from './checker.ts';
import type { Query } from './lists.ts';
import type { Service } from './service.ts';

/** An earlier list with its tag, or the next page of one, after `place`. */
export type KnownList = { path: string; query: Query; format: Format; place?: Movie; tag?: string };

/** The clients' knowledge: the movies when the round begins, and earlier responses. */
export type Known = { movies: Row[]; deletedIds: number[]; lists: KnownList[]; pages: KnownList[] };

export type Request = {
  shown: string;
  send: (service: Service) => Promise<Answer>;
  /** Turns the response into sequences of steps for the checker. */
  stepsOf: (answer: Answer) => Step[][];
};

/** Makes a request from what the clients know. */
export type Command = (known: Known) => Request;

/** An HTTP request. Leaves out undefined header fields. */
export const http = (
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string | undefined> },
  stepsOf: Request['stepsOf'],
): Request => {
  const given = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const fields = Object.entries(given).map(([name, value]) => ` ${name}: ${value}`);
  return {
    shown: `${method} ${path}${fields.join('')}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`,
    send: ({ call }) => call(method, path, body, given),
    stepsOf,
  };
};

/** A request that is one atomic step. */
export const inOneMoment =
  (transition: (answer: Answer) => Transition): Request['stepsOf'] =>
  (answer) => [[step(transition(answer), answer)]];

/** A request whose statement finds rows in one step and changes them in a later one. */
export const inTwoMoments =
  (transition: (begin: State) => Transition): Request['stepsOf'] =>
  (answer) => {
    const request = {};
    const find: Step = (state) => ({ ...state, begun: new Map([...state.begun, [request, state]]) });
    const write: Step = (state) => step(transition(state.begun.get(request) ?? state), answer)(state);
    return [[find, write]];
  };

const step =
  (transition: Transition, answer: Answer): Step =>
  (state) => {
    const [expected, next] = transition(state) ?? [];
    return expected && agrees(expected, answer) ? next : undefined;
  };

/** A request that is invalid in any state. */
export const rejected = (status: number): Request['stepsOf'] => inOneMoment(() => (state) => [{ status }, state]);

const agrees = ({ status, etag, body }: Expected, answer: Answer): boolean =>
  status === answer.status &&
  (etag === undefined || etag === answer.headers.get('etag')) &&
  (body === undefined || Bun.deepEquals(body, answer.body));
