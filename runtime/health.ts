import { type TSchema, Type } from '@sinclair/typebox';

/** One dependency's state. `output` says in words what is wrong. */
export type Check = { status: 'ok' | 'warn' | 'fail'; output?: string };

const mapOf = (value: TSchema) => Type.Object({}, { additionalProperties: value });
const Status = Type.Union([Type.Literal('ok'), Type.Literal('warn'), Type.Literal('fail')]);
const CheckResult = Type.Object({
  status: Status,
  output: Type.Optional(Type.String()),
  time: Type.String({ format: 'date-time' }),
});

/** A health response: the worst of the checks, and each dependency by its name. */
export const Health = Type.Object(
  { status: Status, checks: Type.Optional(mapOf(Type.Array(CheckResult))) },
  { description: 'The worst of the checks, and each dependency by its name.' },
);

const severity = ['ok', 'warn', 'fail'] as const;

/**
 * A process's health as application/health+json: the worst of its checks; 503 when one fails.
 * @param checks dependency → how it is now; a check that throws, or takes longer than 2 s, has failed
 */
export const healthResponse = async (checks: Record<string, () => Check | Promise<Check>>): Promise<Response> => {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await Promise.race([attempt(check), tooSlow()])] as const),
  );
  const worst = severity[Math.max(0, ...results.map(([, result]) => severity.indexOf(result.status)))] ?? 'fail';
  const time = new Date().toISOString();
  const body = {
    status: worst,
    checks: Object.fromEntries(results.map(([name, result]) => [name, [{ ...result, time }]])),
  };
  return Response.json(body, {
    status: worst === 'fail' ? 503 : 200,
    headers: { 'content-type': 'application/health+json', 'cache-control': 'no-store' },
  });
};

/** That the process runs, whatever its dependencies do. */
export const liveResponse = (): Response =>
  Response.json({ status: 'ok' }, { headers: { 'content-type': 'application/health+json', 'cache-control': 'no-store' } });

const attempt = async (check: () => Check | Promise<Check>): Promise<Check> => {
  try {
    return await check();
  } catch {
    return { status: 'fail', output: 'does not answer' };
  }
};

const tooSlow = async (): Promise<Check> => {
  await Bun.sleep(2000);
  return { status: 'fail', output: 'did not answer within 2 s' };
};
