import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A certificate with its chain, and its key, in PEM. */
export type Tls = { cert: string; key: string };

/** Reads the files that GATEWAY_TLS_CERT and GATEWAY_TLS_KEY name; undefined when neither is set. @throws Error */
export const readTls = (env: Record<string, string | undefined>): Tls | undefined => {
  const { GATEWAY_TLS_CERT: certificate, GATEWAY_TLS_KEY: privateKey } = env;
  if (!certificate && !privateKey) return undefined;
  if (!certificate || !privateKey) throw new Error('GATEWAY_TLS_CERT: set both GATEWAY_TLS_CERT and GATEWAY_TLS_KEY, or neither');
  const cert = read('GATEWAY_TLS_CERT', certificate);
  const key = read('GATEWAY_TLS_KEY', privateKey);
  if (!belongTogether(cert, key))
    throw new Error('GATEWAY_TLS_KEY: is not the private key of the certificate in GATEWAY_TLS_CERT');
  return { cert, key };
};

const read = (name: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
};

const belongTogether = (cert: string, key: string): boolean => {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
};
