// Prints the components of a CycloneDX document with their licences, a line each; ends with 1 when one has none.
// Usage: bun deploy/licences.ts sbom.json
type License = { license?: { id?: string; name?: string }; expression?: string };
type Component = { group?: string; name: string; version?: string; licenses?: License[] };

const { components } = (await Bun.file(process.argv[2] ?? '').json()) as { components: Component[] };
// The workspaces of this repository have no version.
const lines = components.flatMap(({ group, name, version, licenses = [] }) => {
  if (version === undefined) return [];
  const names = licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression);
  return [`${group ? `${group}/` : ''}${name} ${version}: ${names.join(', ') || 'UNKNOWN'}`];
});
console.log([...new Set(lines)].sort().join('\n'));
process.exit(lines.some((line) => line.endsWith('UNKNOWN')) ? 1 : 0);

export {};
