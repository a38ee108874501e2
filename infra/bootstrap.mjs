// Brings a fresh clone to the point where `npm start` and `npm test` can run: installs, then builds. Node only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const oldestNode = [20, 19];

requireNode();
if (!isInstalled()) step('Installing packages (npm ci, about half a minute)', 'npm', ['ci'], 'inherit');
step('Building', process.execPath, [join(root, 'node_modules/.bin/nx'), 'run-many', '-t', 'build'], 'pipe');

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  stop(`Node ${process.versions.node} is too old: ${oldestNode.join('.')} or newer is needed (https://nodejs.org).`);
}

/** Whether node_modules holds what the lockfile asks for. npm notes what it installed in a lockfile of its own. */
function isInstalled() {
  const noted = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = packagesOf(noted);
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json')));
  return wanted
    .filter(([path, { optional }]) => path.includes('node_modules/') && !optional) // optional: other platforms' binaries
    .every(([path, { version, link }]) => installed[path]?.version === version && installed[path]?.link === link);
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** Runs a command and prints its time; what a quiet one wrote is shown when it fails. */
function step(title, command, args, output) {
  const begin = performance.now();
  console.log(`${title} …`);
  const environment = { ...process.env, NX_TUI: 'false', FORCE_COLOR: '0' };
  const stdio = ['ignore', output, output];
  const result = spawnSync(command, args, { cwd: root, stdio, env: environment, encoding: 'utf8' });
  if (result.error?.code === 'ENOENT') stop(`${command} is not installed. It comes with Node (https://nodejs.org).`);
  if (result.error) stop(`${command}: ${result.error.message}`);
  if (result.status !== 0) stop(`${result.stdout ?? ''}${result.stderr ?? ''}\n${title}: failed.`);
  console.log(`${title}: done in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

function stop(reason) {
  console.error(reason);
  process.exit(1);
}
