// Adds the sample movies through the API if there are no movies. Usage: bun inventory/sample/load.ts http://127.0.0.1:8080
import { createClient, dataOf } from '@matinee/client';
import movies from './movies.json';

const client = createClient({
  url: process.argv[2] ?? 'http://127.0.0.1:8080',
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
});

const present = await dataOf(client.GET('/api/movies', { params: { query: { limit: 1 } } }));
if (present.length === 0) {
  // One by one, so that the ids follow the order of the file.
  for (const movie of movies) await dataOf(client.POST('/api/movies', { body: movie }));
  console.log(`Loaded ${movies.length} sample movies.`);
}
