// nginx and Caddy, as their documentation sets them up: one hop, kept connections, no log of requests.
import { mkdir } from 'node:fs/promises';
import { run } from '@matinee/tests/support/run';
import { freePort, type Service, start } from '../start.ts';

const state = `${process.env.MATINEE_STATE}/peers`;

/** Unpacks the proxies into .local/ only. @returns their folder */
const install = async (): Promise<string> => {
  await mkdir(state, { recursive: true });
  return (await run(['scripts/install/extract.sh', 'nginx', 'caddy'])).trim();
};

export const startNginx = async (upstream: number): Promise<Service> => {
  const packages = await install();
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${state}/${name};`)
    .join(' ');
  await Bun.write(
    `${state}/nginx-${port}.conf`,
    `daemon off; worker_processes 1; pid ${state}/nginx-${port}.pid; error_log ${state}/nginx.log crit;
    events { worker_connections 4096; }
    http { access_log off; ${temporary} keepalive_requests 1000000000;
      upstream u { server 127.0.0.1:${upstream}; keepalive 128; keepalive_requests 1000000000; }
      server { listen 127.0.0.1:${port}; location / { proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection "";
        proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host; } } }`,
  );
  const command = [`${packages}/usr/sbin/nginx`, '-c', `${state}/nginx-${port}.conf`, '-e', `${state}/nginx.log`];
  return start(command, { port });
};

export const startCaddy = async (upstream: number): Promise<Service> => {
  const packages = await install();
  const port = await freePort();
  await Bun.write(
    `${state}/Caddyfile`,
    `{\n admin off\n auto_https off\n}\nhttp://127.0.0.1:${port} {\n reverse_proxy 127.0.0.1:${upstream}\n}\n`,
  );
  const command = [`${packages}/usr/bin/caddy`, 'run', '--config', `${state}/Caddyfile`, '--adapter', 'caddyfile'];
  return start(command, { port, env: { XDG_DATA_HOME: state, XDG_CONFIG_HOME: state } });
};
