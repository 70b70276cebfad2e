import { Type } from '@sinclair/typebox';

/** The state of a dependency. `output` says what is wrong. */
export type Check = { status: 'ok' | 'warn' | 'fail'; output?: string };

const severities = ['ok', 'warn', 'fail'] as const;
const Status = Type.Union(severities.map((status) => Type.Literal(status)));
const CheckResult = Type.Object({
  status: Status,
  output: Type.Optional(Type.String()),
  time: Type.String({ format: 'date-time' }),
});

export const Health = Type.Object(
  { status: Status, checks: Type.Optional(Type.Object({}, { additionalProperties: Type.Array(CheckResult) })) },
  { description: 'The worst status of all checks, and the checks by the name of the dependency.' },
);

const respond = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { 'content-type': 'application/health+json', 'cache-control': 'no-store' } });

/** A health response: 503 when a check fails, throws, or takes longer than 2 s. @param checks by the name of the dependency */
export const healthResponse = async (checks: Record<string, () => Check | Promise<Check>>): Promise<Response> => {
  const results = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await Promise.race([Promise.try(check).catch(failed), tooSlow()])] as const,
    ),
  );
  const status = severities[Math.max(0, ...results.map(([, result]) => severities.indexOf(result.status)))];
  const time = new Date().toISOString();
  const body = { status, checks: Object.fromEntries(results.map(([name, result]) => [name, [{ ...result, time }]])) };
  return respond(status === 'fail' ? 503 : 200, body);
};

/** A liveness response, whatever the state of the dependencies. */
export const liveResponse = (): Response => respond(200, { status: 'ok' });

const failed = (): Check => ({ status: 'fail', output: 'does not answer' });

const tooSlow = async (): Promise<Check> => {
  await Bun.sleep(2000);
  return { status: 'fail', output: 'did not answer within 2 s' };
};
