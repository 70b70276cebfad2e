import { chunksOf, type Reading } from './chunks.ts';

export type S3 = {
  endpoint: string | undefined;
  region: string | undefined;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
};

/**
 * How to read `s3://bucket/key`.
 * @throws Error for an address that is none, and for missing settings
 */
export const fromS3 = (argument: string, { endpoint, region, accessKeyId, secretAccessKey }: S3) => {
  const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(argument)?.groups ?? {};
  if (!bucket || !key) throw new Error(`${argument} is no s3://bucket/key`);
  if (!accessKeyId || !secretAccessKey) throw new Error('For S3, set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.');
  const options = { bucket, accessKeyId, secretAccessKey, ...(endpoint && { endpoint }), ...(region && { region }) };
  const file = new Bun.S3Client(options).file(key);
  return async function* (reading: Reading): AsyncGenerator<Uint8Array> {
    try {
      yield* chunksOf(file.stream(), reading);
    } catch (error) {
      const { name, code, message } = error as Error & { code?: string };
      // What S3 says of itself; without the code the message may be "an unexpected error has occurred".
      throw name === 'S3Error' ? new Error(`${code}: ${message}`, { cause: error }) : error;
    }
  };
};
