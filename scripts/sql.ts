// Runs a query with the database role of a service, and prints the rows.
import { SQL } from 'bun';

const [service = '', query, ...rest] = process.argv.slice(2);
if (!['inventory', 'billing', 'pairing'].includes(service) || !query || rest.length > 0) {
  console.error('Usage: ./matinee sql inventory|billing|pairing QUERY, such as \'./matinee sql billing "table orders"\'');
  process.exit(2);
}
const { config } = await import(`../${service}/config.ts`);
const sql = new SQL(config.databaseUrl);
try {
  console.table([...(await sql.unsafe(query))]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
await sql.close();
