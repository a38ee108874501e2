import { readFile, writeFile } from 'node:fs/promises';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { documentOffline } from './docs/document-offline.js';

const file = fileURLToPath(new URL('../openapi.json', import.meta.url));
const text = `${JSON.stringify(await documentOffline(), null, 2)}\n`;

if (argv.includes('--check')) {
  const isEqual = (await readFile(file, 'utf8').catch(() => '')) === text;
  stdout.write(
    isEqual ? 'openapi.json says what the routes say.\n' : 'openapi.json is old: node apps/gateway/dist/openapi.js\n',
  );
  exit(isEqual ? 0 : 1);
}
await writeFile(file, text);
stdout.write('wrote apps/gateway/openapi.json\n');
exit(0);
