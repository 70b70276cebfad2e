// Plain services in Flask, SQLAlchemy and pika, in a database of their own on the same PostgreSQL.
import { parseEnv, port as portSetting, text } from '@matinee/runtime/env';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { answers, freePort, type Started, start } from '../processes.ts';
import type { Service } from '../services.ts';

/** Makes an empty database for them. @returns its URL */
export const createPeerDatabase = async (name: string): Promise<string> => {
  const { host, port, user, password } = parseEnv({
    host: text('POSTGRES_HOST'),
    port: portSetting('POSTGRES_PORT'),
    user: text('POSTGRES_ADMIN_USER'),
    password: text('POSTGRES_ADMIN_PASSWORD'),
  });
  const admin = connectAsAdmin();
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  return `postgresql://${user}:${password}@${host}:${port}/${name}`;
};

const startPython = (command: string[], env: Record<string, string>, ready: () => Promise<boolean>): Promise<Started> =>
  start(command, { cwd: `${import.meta.dir}/flask`, env: { ...env, PYTHONDONTWRITEBYTECODE: '1' }, ready });

/** One of flask/*.py that serves HTTP, by Flask's own server: as such a service begins. */
export const startFlask = async (name: string, env: Record<string, string>): Promise<Service> => {
  const port = await freePort();
  const ready = answers(`http://127.0.0.1:${port}/`);
  return { port, ...(await startPython(['/usr/bin/python3', `${name}.py`, String(port)], env, ready)) };
};

/** The same by gunicorn, with its plain workers: as such a service is run. */
export const startGunicorn = async (name: string, workers: number, env: Record<string, string>): Promise<Service> => {
  const port = await freePort();
  const command = ['/usr/bin/gunicorn', '--bind', `127.0.0.1:${port}`, '--workers', String(workers), `${name}:app`];
  return { port, ...(await startPython(command, env, answers(`http://127.0.0.1:${port}/`))) };
};

/** One that serves no HTTP. */
export const startScript = (name: string, env: Record<string, string>): Promise<Started> =>
  startPython(['/usr/bin/python3', `${name}.py`], env, async () => true);
