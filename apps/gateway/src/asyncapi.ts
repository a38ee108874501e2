import { readFile, writeFile } from 'node:fs/promises';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { breakingChanges } from './docs/breaking-changes.js';
import { eventDocument, type EventDocument } from './docs/event-document.js';

const file = fileURLToPath(new URL('../asyncapi.json', import.meta.url));
const document = eventDocument();
const text = `${JSON.stringify(document, null, 2)}\n`;
const committed = await readFile(file, 'utf8').catch(() => undefined);

const broken = committed === undefined ? [] : breakingChanges(JSON.parse(committed) as EventDocument, document);
if (broken.length > 0) {
  stdout.write(
    `asyncapi.json promises what the schemas no longer keep:\n${broken.map((line) => `  ${line}\n`).join('')}`,
  );
  stdout.write('Only add to events. A breaking change is a new version of the topic, beside the old one.\n');
  exit(1);
}
if (argv.includes('--check')) {
  const isEqual = committed === text;
  stdout.write(
    isEqual
      ? 'asyncapi.json says what the schemas say.\n'
      : 'asyncapi.json is old: node apps/gateway/dist/asyncapi.js\n',
  );
  exit(isEqual ? 0 : 1);
}
await writeFile(file, text);
stdout.write('wrote apps/gateway/asyncapi.json\n');
