import { sign } from 'aws4';

/** The test server's only key. */
export const s3Key = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };

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
  if (id !== s3Key.accessKeyId) {
    return errorResponse(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  const headers = Object.fromEntries(names.split(';').map((name) => [name, request.headers.get(name) ?? '']));
  const { pathname, search, host } = new URL(request.url);
  const signed = sign({ service: 's3', region, method: request.method, host, path: pathname + search, headers }, s3Key);
  const parts = (text: string) => text.split(/, */).join(', ');
  return parts(String(signed.headers?.Authorization)) === parts(authorization)
    ? undefined
    : errorResponse(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
};

/** An S3 server that verifies signatures (AWS Signature Version 4). @param objects `bucket/key` → content */
export const startS3 = (objects: Record<string, string | Blob>) => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => {
      const error = signatureError(request);
      if (error) return error;
      const object = objects[decodeURIComponent(new URL(request.url).pathname).slice(1)];
      if (object === undefined) return errorResponse(404, 'NoSuchKey', 'The specified key does not exist.');
      return new Response(request.method === 'HEAD' ? null : object);
    },
  });
  return { endpoint: server.url.origin, stop: () => server.stop(true) };
};
