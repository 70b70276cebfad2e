// Prints the database URL of a service's migrations. Usage: bun sql/owner-url.ts INVENTORY|BILLING|PAIRING
import { databaseOwnerUrl, readEnv } from '@matinee/runtime/env';

const { url } = readEnv({ url: databaseOwnerUrl(process.argv[2] ?? '') });
const target = new URL(url);
// dbmate requires TLS by default; the services use it where the server offers it.
if (!target.searchParams.has('sslmode')) target.searchParams.set('sslmode', 'prefer');
console.log(target.href);
