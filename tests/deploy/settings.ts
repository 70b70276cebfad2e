// Prints the settings that a config.ts reads and the environment does not have, as JSON; ends as the config.ts does.
// Usage: MATINEE_ENV_FILE=/dev/null bun tests/deploy/settings.ts gateway/config.ts
const missing = new Set<string>();
process.env = new Proxy(
  { ...process.env },
  {
    get: (env, name: string) => {
      if (!(name in env)) missing.add(name);
      return env[name];
    },
  },
);
await import(`${import.meta.dir}/../../${process.argv[2]}`);
console.log(JSON.stringify([...missing]));

export {};
