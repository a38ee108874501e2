// Everything that must hold besides the tests, one line a check. Usage: npm run check [-- name …]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { argv, exit } from 'node:process';

const root = join(import.meta.dirname, '..');
const bin = (name, ...args) => [join(root, 'node_modules/.bin', name), ...args];
const script = (path, ...args) => [process.execPath, join(root, path), ...args];

/** What a check runs, in this order; `needs` is a check that must have passed before, because it builds what is looked at. */
const checks = {
  types: { commands: [bin('tsc', '-b')] },
  format: { commands: [bin('prettier', '--check', '.', '--log-level', 'warn')] },
  lint: { commands: [bin('oxlint', '--type-aware', '--deny-warnings')] },
  boundaries: { commands: [script('infra/checks/boundaries.mjs')] },
  lockfile: { commands: [script('infra/complete-lockfile.mjs', '--check'), ['npm', 'ci', '--dry-run']] },
  audit: { commands: [script('infra/checks/audit.mjs')] },
  compiler: { commands: [script('infra/checks/compiler.mjs')] },
  'workflow bundle': { commands: [script('infra/checks/workflow-bundle.mjs')], needs: 'types' },
  'language doc': { commands: [script('infra/local/dist/language-doc.js', '--check')], needs: 'types' },
  openapi: { commands: [script('apps/gateway/dist/openapi.js', '--check')], needs: 'types' },
  asyncapi: { commands: [script('apps/gateway/dist/asyncapi.js', '--check')], needs: 'types' },
};

const wanted = argv.length > 2 ? argv.slice(2) : Object.keys(checks);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`No such check: ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}`);
  exit(2);
}

const outcomes = {};
for (const name of wanted) outcomes[name] = check(name);
const failed = (await Promise.all(Object.values(outcomes))).filter(({ ok }) => !ok).map(({ name }) => name);
const summary = failed.length === 0 ? 'all passed' : `${failed.length} failed: ${failed.join(', ')}`;
console.log(`${wanted.length} checks in ${(performance.now() / 1000).toFixed(0)} s, ${summary}`);
exit(failed.length === 0 ? 0 : 1);

/** Runs a check and prints its line, with what its commands wrote when it fails, and their notes when it does not. */
async function check(name) {
  const { commands, needs } = checks[name];
  if (needs && (await outcomes[needs])?.ok === false)
    return tell({ name, ok: false, output: `not run: ${needs} failed` });
  const begin = performance.now();
  const notes = [];
  for (const command of commands) {
    const { ok, output } = await run(command);
    if (!ok) return tell({ name, ok, output, begin });
    notes.push(...output.split('\n').filter((line) => line.startsWith('note: ')));
  }
  return tell({ name, ok: true, output: notes.join('\n'), begin });
}

function tell({ name, ok, output, begin = performance.now() }) {
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(15)} ${seconds.padStart(5)} s`);
  if (output) console.log(output.trimEnd().replace(/^/gm, '        '));
  return { name, ok };
}

function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}
