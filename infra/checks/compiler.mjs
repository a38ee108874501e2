// `tsc` must be TypeScript 7. Two installed packages offer a program of that name (`typescript` 6 stays for its JS API, which
// 7 does not have), and npm decides which one is in node_modules/.bin.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { exit } from 'node:process';

const version = execFileSync(join(import.meta.dirname, '../../node_modules/.bin/tsc'), ['-v'], { encoding: 'utf8' });
if (!version.startsWith('Version 7.')) {
  console.error(
    `node_modules/.bin/tsc says "${version.trim()}", 7 is needed. Install afresh: rm -r node_modules; npm ci`,
  );
  exit(1);
}
