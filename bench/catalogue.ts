// The catalogue beside what PostgreSQL can do alone, in one run. See scripts/bench.sh.
import { databaseUrl, optional, parseEnv, port, text } from '@matinee/runtime/env';
import { connectAsAdmin } from '@matinee/testing/database';
import { run } from '@matinee/testing/run';
import { until } from '@matinee/testing/wait';
import { createMillion, million } from './catalogue/databases.ts';
import { queriesFor } from './catalogue/queries.ts';
import { wrk } from './load/wrk.ts';
import { interleave, line, ratio, spread } from './rounds.ts';

const settings = parseEnv({
  inventoryPort: port('INVENTORY_PORT'),
  databaseUrl: databaseUrl('INVENTORY'),
  database: text('INVENTORY_DATABASE_NAME'),
  films: optional('MATINEE_FILMS'),
});
const films = settings.films ?? '../shared/films';
const inventory = `http://127.0.0.1:${settings.inventoryPort}`;
const median = (values: number[]) => spread(values).median;
const sql = connectAsAdmin(settings.database);
const psql = (database: string, command: string) => [
  'psql',
  '--quiet',
  '--no-psqlrc',
  settings.databaseUrl.replace(/[^/]+$/, database),
  '-c',
  command,
];

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const started: Bun.Subprocess[] = [];

/** Starts a program that stops with this one at the latest, and waits until it answers. */
const start = async (command: string[], url: string, env: Record<string, string> = {}): Promise<Bun.Subprocess> => {
  const child = Bun.spawn(command, {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdout: 'ignore',
    stderr: 'inherit',
  });
  started.push(child);
  await until(`${command.join(' ')} to answer`, () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
  return child;
};
const freePorts = async (count: number) => (await run(['bun', 'scripts/free-ports.ts', String(count)])).trim().split('\n');

const empty = async () => {
  await sql`delete from movies`;
  await sql`vacuum movies, words, catalogue`;
};

const importing = async () => {
  const columns = 'title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height';
  const file = `${process.env.MATINEE_STATE}/films.copy`;
  const importFilms = () => run(['bun', 'inventory/import/cli.ts', films]);
  await importFilms();
  await run(psql(settings.database, `\\copy movies (${columns}) to '${file}'`));
  const times = await interleave(3, {
    copy: async () => {
      await empty();
      return seconds(() => run(psql(settings.database, `\\copy movies (${columns}) from '${file}'`)));
    },
    import: async () => {
      await empty();
      return seconds(importFilms);
    },
  });
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::integer as count from movies`;
  console.log(`Importing ${count} films`);
  line('psql: \\copy into the same table with its indexes', times.copy, 's');
  line('import, with its start', times.import, 's');
  ratio('import : \\copy', median(times.import) / median(times.copy), { atMost: 2 });
};

const readingById = async () => {
  // Ids from 1 on without gaps, so that both sides read what is there.
  await sql`truncate movies restart identity`;
  await run(['bun', 'inventory/import/cli.ts', films]);
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::integer as count from movies`;
  process.env.FILMS = String(count);
  const p50: number[] = [];
  const p99: number[] = [];
  let errors = 0;
  const rates = await interleave(5, {
    pgbench: async () => {
      const options = ['-n', '-M', 'prepared', '-c', '16', '-j', '1', '-T', '4', '-D', `films=${count}`];
      const out = await run(['pgbench', ...options, '-f', 'bench/catalogue/read-movie.sql', settings.databaseUrl]);
      return Number(/tps = ([\d.]+)/.exec(out)?.[1]);
    },
    inventory: async () => {
      const load = await wrk(inventory, { seconds: 4, script: 'bench/catalogue/read-movie.lua' });
      p50.push(load.p50);
      p99.push(load.p99);
      errors += load.errors;
      return load.rate;
    },
  });
  console.log('Reading films by id');
  line('pgbench, prepared, 16 clients', rates.pgbench, 'films/s');
  line('inventory, 64 connections', rates.inventory, 'films/s');
  line('its p50', p50, 'ms');
  line('its p99', p99, 'ms');
  ratio('inventory : pgbench', median(rates.inventory) / median(rates.pgbench), { atLeast: 1 });
  ratio('p99 : p50', median(p99.map((value, index) => value / (p50[index] ?? 1))), { atMost: 3 });
  ratio('errors', errors, { atMost: 0 });
};

const adding = async () => {
  const [free = ''] = await freePorts(1);
  const alone = `http://127.0.0.1:${free}`;
  const oneInsert = await start(['bun', 'bench/catalogue/one-insert.ts', free], alone);
  let errors = 0;
  const add = (url: string) => async () => {
    const load = await wrk(url, { seconds: 4, script: 'bench/catalogue/add-movie.lua' });
    errors += load.errors;
    return load.rate;
  };
  const rates = await interleave(3, { one: add(alone), inventory: add(`${inventory}/api/movies`) });
  oneInsert.kill();
  await oneInsert.exited;
  console.log('Adding films, 64 connections');
  line('one insert a request', rates.one, 'films/s');
  line('inventory', rates.inventory, 'films/s');
  ratio('inventory : one insert a request', median(rates.inventory) / median(rates.one), { atLeast: 3 });
  ratio('errors', errors, { atMost: 0 });
};

/** The cursors of a sorted list, a page of 1,000 each. */
const deepPages = async (origin: string): Promise<string[]> => {
  const pages: string[] = [];
  let next: string | undefined = '?sort=title&limit=1000';
  while (next !== undefined) {
    const response: Response = await fetch(`${origin}/api/movies${next}`);
    await response.arrayBuffer();
    next = /<\/api\/movies(.*)>/.exec(response.headers.get('link') ?? '')?.[1];
    if (next) pages.push(next.replace('limit=1000', 'limit=20'));
  }
  return pages.slice(pages.length >> 1);
};

const growing = async (large: string, asked: Awaited<ReturnType<typeof queriesFor>>) => {
  console.log('The same queries of 36 thousand films and of a million, 20 films each, one at a time');
  const queries = { ...asked, 'a page deep in ?sort=title': [] as string[] };
  const deep = [await deepPages(inventory), await deepPages(large)] as const;
  const time = async (origin: string, query: string) => {
    const response = await fetch(`${origin}/api/movies${query}`);
    if (!response.ok) throw new Error(`${query}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  for (const [kind, ofKind] of Object.entries(queries)) {
    const small: number[] = [];
    const big: number[] = [];
    for (let i = 0; i < 60; i++) {
      const [here, there] = ofKind.length > 0 ? [ofKind[i], ofKind[i]] : deep.map((pages) => pages[(i * 7) % pages.length]);
      for (const [times, origin, query] of [
        [small, inventory, here],
        [big, large, there],
      ] as const) {
        await time(origin, query ?? '');
        times.push((await seconds(() => time(origin, query ?? ''))) * 1000);
      }
    }
    line(`${kind}, 36 thousand`, small, 'ms');
    line(`${kind}, a million`, big, 'ms');
    ratio(`${kind}: a million : 36 thousand`, median(big) / median(small), { atMost: 3 });
  }
};

const memoryOf = async (pid: number, field: string) =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(await Bun.file(`/proc/${pid}/status`).text())?.[1]) / 1024;

const streaming = async (inventoryPid: number, gateway: string, gatewayPid: number) => {
  const before = [await memoryOf(inventoryPid, 'VmRSS'), await memoryOf(gatewayPid, 'VmRSS')] as const;
  let bytes = 0;
  const perSecond = async (command: string[]) => {
    const start = performance.now();
    const child = Bun.spawn(command, { stdout: 'pipe' });
    bytes = 0;
    for await (const chunk of child.stdout) bytes += chunk.byteLength;
    return bytes / 1e6 / ((performance.now() - start) / 1000);
  };
  const rates = await interleave(3, {
    psql: () => perSecond(psql(million, 'copy (select row_to_json(movies) from movies) to stdout')),
    gateway: () => perSecond(['curl', '--silent', '--fail', `${gateway}/api/movies`]),
  });
  const grown = [(await memoryOf(inventoryPid, 'VmHWM')) - before[0], (await memoryOf(gatewayPid, 'VmHWM')) - before[1]] as const;
  console.log('GET /api/movies, a million films');
  line('psql: copy (select row_to_json …) to stdout', rates.psql, 'MB/s');
  line('through the gateway', rates.gateway, 'MB/s');
  ratio('gateway : psql', median(rates.gateway) / median(rates.psql), { atLeast: 0.5 });
  ratio("inventory's memory, MB more", grown[0], { atMost: 64 });
  ratio("gateway's memory, MB more", grown[1], { atMost: 64 });
};

try {
  await importing();
  await readingById();
  await adding();
  await empty();
  await sql`truncate movies restart identity`;
  await run(['bun', 'inventory/import/cli.ts', films]);
  await sql`vacuum analyze`;

  await run(['scripts/pm2.sh', 'stop', 'inventory_app']);
  const queries = await queriesFor(sql, 60);
  await sql.end();
  await createMillion(settings.database);
  await run(['scripts/pm2.sh', 'start', 'inventory_app']);
  const [inventoryPort = '', gatewayPort = ''] = await freePorts(2);
  const env = { INVENTORY_PORT: inventoryPort, GATEWAY_PORT: gatewayPort, INVENTORY_DATABASE_NAME: million };
  const large = `http://127.0.0.1:${inventoryPort}`;
  const gateway = `http://127.0.0.1:${gatewayPort}`;
  const { pid: inventoryPid } = await start(['bun', 'inventory/server.ts'], `${large}/health`, env);
  const { pid: gatewayPid } = await start(['bun', 'gateway/server.ts'], `${gateway}/health`, env);
  await growing(large, queries);
  await streaming(inventoryPid, gateway, gatewayPid);
} finally {
  for (const child of started) child.kill();
}
process.exit(0);
