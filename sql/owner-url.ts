// Prints the URL that a service's migrations run by. Usage: bun sql/owner-url.ts INVENTORY|BILLING|PAIRING
import { databaseOwnerUrl, readEnv } from '@matinee/runtime/env';

const { url } = readEnv({ url: databaseOwnerUrl(process.argv[2] ?? '') });
const target = new URL(url);
// dbmate insists on TLS where a URL says nothing of it; every other client here uses it where the server offers it.
if (!target.searchParams.has('sslmode')) target.searchParams.set('sslmode', 'prefer');
console.log(target.href);
