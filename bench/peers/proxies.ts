// Well-known proxies, each as its own documentation sets it up: one hop, connections kept, no log of requests.
import { mkdir } from 'node:fs/promises';
import { run } from '@matinee/tests/support/run';
import { answers, freePort, start } from '../processes.ts';
import type { Service } from '../services.ts';

const state = `${process.env.MATINEE_STATE}/peers`;

/** Unpacks them from the system's packages into .local/ only. @returns the folder that they are in */
export const installProxies = async (): Promise<string> => {
  await mkdir(state, { recursive: true });
  // Of its libraries, these are on no system by themselves, and are named by their version.
  const depends = await run(['apt-cache', 'depends', '--recurse', '--important', 'haproxy']);
  const libraries = new Set(depends.match(/^lib(lua|opentracing)\S+/gm));
  return (await run(['scripts/install/extract.sh', 'nginx', 'caddy', 'haproxy', ...libraries])).trim();
};

const startOn = async (port: number, command: string[], env: Record<string, string> = {}): Promise<Service> => ({
  port,
  ...(await start(command, { env, ready: answers(`http://127.0.0.1:${port}/api/movies/1`) })),
});

export const startNginx = async (packages: string, upstream: number): Promise<Service> => {
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
  return startOn(port, [`${packages}/usr/sbin/nginx`, '-c', `${state}/nginx-${port}.conf`, '-e', `${state}/nginx.log`]);
};

export const startCaddy = async (packages: string, upstream: number): Promise<Service> => {
  const port = await freePort();
  await Bun.write(
    `${state}/Caddyfile`,
    `{\n admin off\n auto_https off\n}\nhttp://127.0.0.1:${port} {\n reverse_proxy 127.0.0.1:${upstream}\n}\n`,
  );
  const env = { XDG_DATA_HOME: state, XDG_CONFIG_HOME: state };
  return startOn(port, [`${packages}/usr/bin/caddy`, 'run', '--config', `${state}/Caddyfile`, '--adapter', 'caddyfile'], env);
};

export const startHaproxy = async (packages: string, upstream: number): Promise<Service> => {
  const port = await freePort();
  await Bun.write(
    `${state}/haproxy-${port}.cfg`,
    `global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  http-reuse always
  option forwardfor
frontend in
  bind 127.0.0.1:${port}
  default_backend up
backend up
  server u 127.0.0.1:${upstream}
`,
  );
  const libraries = (await run(['find', `${packages}/usr/lib`, '-name', '*.so*', '-printf', '%h\\n'])).trim().split('\n');
  const env = { LD_LIBRARY_PATH: [...new Set(libraries)].join(':') };
  return startOn(port, [`${packages}/usr/sbin/haproxy`, '-db', '-f', `${state}/haproxy-${port}.cfg`], env);
};
