// Brings the database of DATABASE_URL to the newest schema, and ends.
import { env } from 'node:process';
import { migrate } from '@threadline/persistence';

if (!env.DATABASE_URL) throw new Error('DATABASE_URL is missing');
const done = await migrate(env.DATABASE_URL);
console.log(done.length === 0 ? 'The schema is the newest.' : `Migrated: ${done.join(', ')}`);
