// Fills an empty catalogue with the sample movies, through the API. Usage: bun inventory/sample/load.ts http://127.0.0.1:8080
import { createClient, dataOf } from '@matinee/client';
import movies from './movies.json';

// Inventory answers /api/movies in the same way as the gateway.
const client = createClient({
  url: process.argv[2] ?? 'http://127.0.0.1:8080',
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
});

const present = await dataOf(client.GET('/api/movies', { params: { query: { limit: 1 } } }));
if (present.length === 0) {
  // One after the other: the movies get their ids in the order of the file.
  for (const movie of movies) await dataOf(client.POST('/api/movies', { body: movie }));
  console.log(`Loaded ${movies.length} sample movies.`);
}
