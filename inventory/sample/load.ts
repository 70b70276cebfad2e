// Fills an empty catalogue with the sample films, through the API. Usage: bun inventory/sample/load.ts http://127.0.0.1:8080
import films from './movies.json';

const url = `${process.argv[2] ?? 'http://127.0.0.1:8080'}/api/movies`;

const request = async (query = '', init?: RequestInit) => {
  const response = await fetch(url + query, { ...init, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
};

const present = (await request('?limit=1')) as unknown[];
if (present.length === 0) {
  // One after the other: the films get their ids in the order of the file.
  for (const film of films) {
    await request('', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(film) });
  }
  console.log(`Loaded ${films.length} sample films.`);
}
