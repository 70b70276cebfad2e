import { parseEnv, readEnvFile, SettingsError } from '@matinee/runtime/env';
import type { Log } from '@matinee/runtime/log';
import type { ApiKeys } from './api-keys/api-keys.ts';
import { apiKeys } from './config.ts';
import { readTls, type Tls } from './tls.ts';

type Renewed = { apiKeys: ApiKeys; tls: Tls | undefined };

/** Reads the API keys and the certificate again on SIGHUP. If they are invalid, the old ones stay. */
export const onHangup = ({ hadTls, log }: { hadTls: boolean; log: Log }, renew: (renewed: Renewed) => void): void => {
  process.on('SIGHUP', () => {
    try {
      rereadEnv();
      const renewed = parseEnv({ apiKeys, tls: readTls });
      if ((renewed.tls !== undefined) !== hadTls)
        throw new SettingsError(['GATEWAY_TLS_CERT: turning TLS on or off needs a restart']);
      renew(renewed);
      log.info('read the API keys and the certificate again');
    } catch (err) {
      log.error({ err }, 'kept the API keys and the certificate');
    }
  });
};

let file = readEnvFile();

/** Applies the changes of .env. A variable that had another value than the file keeps it; scripts export the file's values. */
const rereadEnv = (): void => {
  const before = file;
  file = readEnvFile();
  for (const name of new Set([...Object.keys(before), ...Object.keys(file)]))
    if (process.env[name] === before[name]) process.env[name] = file[name] ?? '';
};
