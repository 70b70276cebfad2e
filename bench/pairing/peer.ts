// The plain Flask and SQLAlchemy service (peer/app.py) on the same PostgreSQL, in a database of its own.
import { parseEnv, port as portSetting, text } from '@matinee/runtime/env';
import { connectAsAdmin } from '@matinee/testing/database';
import { until } from '@matinee/testing/wait';

const settings = parseEnv({
  host: text('POSTGRES_HOST'),
  port: portSetting('POSTGRES_PORT'),
  user: text('POSTGRES_ADMIN_USER'),
  password: text('POSTGRES_ADMIN_PASSWORD'),
});

export const peerDatabase = 'bench_peer';

const freePort = () => {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: () => {} } });
  const { port } = server;
  server.stop(true);
  return port;
};

const start = async (command: (port: number) => string[]) => {
  const port = freePort();
  const { user, password, host } = settings;
  const child = Bun.spawn(command(port), {
    cwd: `${import.meta.dir}/peer`,
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      DATABASE_URL: `postgresql://${user}:${password}@${host}:${settings.port}/${peerDatabase}`,
    },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
  });
  await until('the peer', async () => (await fetch(`http://127.0.0.1:${port}/api/tokens/none`)).status === 404);
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await child.exited;
    },
  };
};

/** Both ways to run it: by Flask's own server, as the plain service does, and by one worker of gunicorn. */
export const startPeers = async () => {
  const admin = connectAsAdmin();
  await admin.unsafe(`drop database if exists ${peerDatabase} with (force)`);
  await admin.unsafe(`create database ${peerDatabase}`);
  await admin.end();
  const flask = await start((port) => ['/usr/bin/python3', 'app.py', String(port)]);
  const gunicorn = await start((port) => ['/usr/bin/gunicorn', '--bind', `127.0.0.1:${port}`, 'app:app']);
  return { flask, gunicorn };
};
