/** Why an upstream gave no answer, by the names of RFC 9209 (Proxy-Status), section 2.3. */
export type FailureKind =
  | 'connection_refused'
  | 'connection_timeout'
  | 'connection_terminated'
  | 'http_protocol_error'
  | 'http_response_timeout'
  | 'destination_unavailable';

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}
