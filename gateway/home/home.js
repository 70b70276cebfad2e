const element = (id) => document.getElementById(id);

const get = (path) => {
  const key = element('key').value;
  return fetch(path, { headers: key ? { 'x-api-key': key } : {} });
};

const askForKey = () => {
  for (const id of ['key-field', 'key-hint']) element(id).hidden = false;
};

const show = (status, movies = []) => {
  element('status').textContent = status;
  const items = movies.map(({ title, year }) => {
    const item = document.createElement('li');
    item.textContent = year ? `${title} (${year})` : title;
    return item;
  });
  element('results').replaceChildren(...items);
};

element('search').addEventListener('submit', async (event) => {
  event.preventDefault();
  show('Searching…');
  try {
    const response = await get(`/api/movies?${new URLSearchParams(new FormData(event.target))}`);
    const body = await response.json();
    if (response.status === 401) askForKey();
    if (response.ok) show(body.length === 0 ? 'No movie matches.' : '', body);
    else show(body.detail);
  } catch {
    show('The gateway does not answer. Try again shortly.');
  }
});

element('curl').textContent = element('curl').textContent.replace('http://localhost:3000', location.origin);
element('version').textContent = (await (await get('/metadata')).json()).version;
if ((await get('/api/movies?limit=1')).status === 401) askForKey();
