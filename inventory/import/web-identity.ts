import { readFile } from 'node:fs/promises';

/** `tokenFile`: the token of the service account. `stsEndpoint`: the token service; undefined: Amazon's. */
type WebIdentity = { roleArn: string; tokenFile: string; stsEndpoint: string | undefined; region: string | undefined };

/**
 * Exchanges the token of a service account for temporary credentials (AssumeRoleWithWebIdentity). The file is read each time, since the
 * platform replaces it.
 * @throws Error with the code and message of the token service
 */
export const assumeRole = async ({ roleArn, tokenFile, stsEndpoint, region }: WebIdentity, signal: AbortSignal) => {
  const endpoint = stsEndpoint ?? (region ? `https://sts.${region}.amazonaws.com` : 'https://sts.amazonaws.com');
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: roleArn,
      RoleSessionName: 'matinee-import',
      WebIdentityToken: (await readFile(tokenFile, 'utf8')).trim(),
    }),
    signal,
  });
  const xml = await response.text();
  const field = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(field);
  if (!response.ok || !accessKeyId || !secretAccessKey || !sessionToken)
    throw new Error(`${endpoint} gave no credentials: ${field('Code') ?? response.status}: ${field('Message') ?? 'no message'}`);
  return { accessKeyId, secretAccessKey, sessionToken };
};
