import { Problem, unavailable } from '@matinee/runtime/problem';
import { proxyStatus } from '../proxy-status.ts';
import type { UpstreamLimits } from './connection.ts';
import type { Failure } from './failure.ts';

/** What the client is told of a failure. @param title the upstream as clients know it */
export const problemOf = ({ kind }: Failure, title: string, limits: UpstreamLimits): Problem => {
  const headers = proxyStatus(kind);
  switch (kind) {
    case 'connection_refused':
    case 'destination_unavailable':
      return unavailable(`${title} is away at the moment; try again shortly.`, 2, headers);
    case 'connection_timeout':
      return new Problem(504, `${title} could not be reached within ${limits.connectMs / 1000} s.`, { headers });
    case 'http_response_timeout':
      return new Problem(504, `${title} did not answer within ${limits.headMs / 1000} s.`, { headers });
    case 'connection_terminated':
      return new Problem(502, `${title} broke off the connection before it had answered.`, { headers });
    case 'http_protocol_error':
      return new Problem(502, `${title} answered something that is not HTTP.`, { headers });
  }
};

/** The breaker is open. @param waitMs for how long */
export const tripped = (title: string, waitMs: number): Problem =>
  unavailable(
    `${title} has failed several times in a row and is given a rest; try again shortly.`,
    Math.ceil(waitMs / 1000),
    proxyStatus('destination_unavailable'),
  );
