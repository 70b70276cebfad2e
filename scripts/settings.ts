// Writes the tables of docs/settings.md from the comments of .env. --check: only says whether they are current.
const page = `${import.meta.dir}/../docs/settings.md`;
const marker = '<!-- Generated from .env by `./matinee bun run settings`. Do not edit below. -->\n';

const units: [RegExp, string][] = [
  [/_MS$/, 'ms'],
  [/_S$/, 's'],
  [/_BYTES$/, 'bytes'],
  [/_VM_MEMORY$/, 'MiB'],
];
const unitOf = (name: string) => units.find(([suffix]) => suffix.test(name))?.[1] ?? '';
const code = (text: string) => (text ? `\`${text}\`` : '');

let tables = '';
let comment: string[] = [];
for (const line of (await Bun.file(`${import.meta.dir}/../.env`).text()).split('\n')) {
  const [, section] = /^# --- (.+?) -+$/.exec(line) ?? [];
  const [, name = '', value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
  if (section) tables += `\n## ${section}\n\n| name | default | unit | meaning |\n| --- | --- | --- | --- |\n`;
  else if (name) tables += `| ${[code(name), code(value), unitOf(name), comment.join(' ')].join(' | ')} |\n`;
  if (section || name || !line) comment = [];
  else comment.push(line.replace(/^# ?/, ''));
}

const current = await Bun.file(page).text();
const wanted = current.slice(0, current.indexOf(marker)) + marker + tables;
if (process.argv[2] !== '--check') await Bun.write(page, wanted);
else if (wanted !== current) {
  console.error('docs/settings.md does not match .env: run `./matinee bun run settings` and commit it.');
  process.exit(1);
}
