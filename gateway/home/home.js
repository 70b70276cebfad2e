const element = (id) => document.getElementById(id);
const key = element('key');

const get = (path) => fetch(path, { headers: key.value ? { 'x-api-key': key.value } : {} });

const askForKey = () => {
  for (const id of ['key-field', 'key-hint']) element(id).hidden = false;
};

const show = (status, movies = []) => {
  element('status').textContent = status;
  const items = movies.map(({ title, year }) => {
    const item = document.createElement('li');
    item.textContent = year === undefined ? title : `${title} (${year})`;
    return item;
  });
  element('results').replaceChildren(...items);
};

const search = async () => {
  const response = await get(`/api/movies?${new URLSearchParams({ q: element('query').value, limit: 10 })}`);
  const body = await response.json();
  if (response.ok) return show(body.length === 0 ? 'No movie matches.' : '', body);
  if (response.status === 401) askForKey();
  show(body.detail);
};

element('search').addEventListener('submit', (event) => {
  event.preventDefault();
  show('Searching…');
  search().catch(() => show('The gateway does not answer. Try again shortly.'));
});

element('curl').textContent = element('curl').textContent.replace('http://localhost:3000', location.origin);
const { version } = await (await get('/metadata')).json();
element('version').textContent = version;
if ((await get('/api/movies?limit=1')).status === 401) askForKey();
