import { automationJsonSchema } from '@threadline/automation/json-schema';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { languageDocument } from './language-doc/document.js';
import { workspaceRoot } from './workspace.js';

/** Writes the documents of the language; with `--check` tells whether they say what the schemas say. */
const folder = join(workspaceRoot, 'docs');
const files = {
  'language.md': languageDocument(),
  'automation.schema.json': `${JSON.stringify(automationJsonSchema(), null, 2)}\n`,
};

if (argv.includes('--check')) {
  const old: string[] = [];
  for (const [name, text] of Object.entries(files))
    if ((await readFile(join(folder, name), 'utf8').catch(() => '')) !== text) old.push(`docs/${name}`);
  stdout.write(
    old.length === 0 ? 'docs say what the schemas say.\n' : `${old.join(', ')} old: npm run docs:language\n`,
  );
  exit(old.length === 0 ? 0 : 1);
}
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
stdout.write('wrote docs/language.md and docs/automation.schema.json\n');
