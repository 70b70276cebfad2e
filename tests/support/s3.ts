import { sign } from 'aws4';

/** The test server's only key. */
export const s3Key = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };

/** The role that may be assumed, and the token that proves it. */
export const s3Role = { arn: 'arn:aws:iam::123456789012:role/matinee-import', token: 'test.web.identity' };

/** The credentials that the token service returns for them. */
const temporaryKey = { accessKeyId: 'temporary-key', secretAccessKey: 'temporary/secret+', sessionToken: 'session/token+==' };

const errorResponse = (status: number, code: string, message: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`, {
    status,
    headers: { 'content-type': 'application/xml' },
  });

/** Signs the request again and compares. @returns the error response, or undefined if the signature is valid */
const signatureError = (request: Request): Response | undefined => {
  const authorization = request.headers.get('authorization') ?? '';
  const { id, region, names } =
    /Credential=(?<id>[^/]+)\/\d+\/(?<region>[^/]+)\/s3\/aws4_request, *SignedHeaders=(?<names>[^,]+)/.exec(authorization)
      ?.groups ?? {};
  if (!id || !region || !names) return errorResponse(403, 'AccessDenied', 'Access Denied');
  const key = [s3Key, temporaryKey].find(({ accessKeyId }) => accessKeyId === id);
  if (!key) {
    return errorResponse(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  // A session token counts only when it is part of what was signed.
  const token = names.includes('x-amz-security-token') ? request.headers.get('x-amz-security-token') : undefined;
  if (key === temporaryKey && token !== temporaryKey.sessionToken)
    return errorResponse(403, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  const headers = Object.fromEntries(names.split(';').map((name) => [name, request.headers.get(name) ?? '']));
  const { pathname, search, host } = new URL(request.url);
  const signed = sign({ service: 's3', region, method: request.method, host, path: pathname + search, headers }, key);
  const parts = (text: string) => text.split(/, */).join(', ');
  return parts(String(signed.headers?.Authorization)) === parts(authorization)
    ? undefined
    : errorResponse(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
};

/** AssumeRoleWithWebIdentity of the security token service. */
const assumeRole = async (request: Request): Promise<Response> => {
  const form = new URLSearchParams(await request.text());
  if (form.get('Action') !== 'AssumeRoleWithWebIdentity' || form.get('Version') !== '2011-06-15' || !form.get('RoleSessionName'))
    return errorResponse(400, 'ValidationError', 'This is not a request for a role.');
  if (form.get('RoleArn') !== s3Role.arn)
    return errorResponse(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  if (form.get('WebIdentityToken') !== s3Role.token) return errorResponse(400, 'InvalidIdentityToken', 'The token is not valid.');
  const { accessKeyId, secretAccessKey, sessionToken } = temporaryKey;
  return new Response(
    `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken>
<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    { headers: { 'content-type': 'text/xml' } },
  );
};

/**
 * An S3 server with these objects, `bucket/key` → content, that verifies the signature of each request (AWS Signature Version 4), and
 * the token service at `sts`.
 */
export const startS3 = (objects: Record<string, string | Blob>) => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    routes: { '/sts': { POST: assumeRole } },
    fetch: (request) => {
      const error = signatureError(request);
      if (error) return error;
      const object = objects[decodeURIComponent(new URL(request.url).pathname).slice(1)];
      if (object === undefined) return errorResponse(404, 'NoSuchKey', 'The specified key does not exist.');
      return new Response(request.method === 'HEAD' ? null : object);
    },
  });
  return { endpoint: server.url.origin, sts: `${server.url.origin}/sts`, stop: () => server.stop(true) };
};
