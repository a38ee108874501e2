// Adds to package-lock.json the platform packages that npm left out because the registry did not offer them when the lock
// was written. `npm ci` refuses a lock without them, on every platform. Run it after `npm install`; `--check` only tells.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';

const flags = argv.slice(2).filter((argument) => argument.startsWith('--'));
const [folder = join(import.meta.dirname, '..')] = argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknownFlag = flags.find((flag) => flag !== '--check');
if (unknownFlag) fail(`${unknownFlag} is not an option. Usage: node infra/complete-lockfile.mjs [--check] [folder]`);

const lockfile = join(folder, 'package-lock.json');
const lock = JSON.parse(readFileSync(lockfile, 'utf8'));
const missing = missingPackages(lock.packages);

if (missing.length === 0) console.log('package-lock.json names every platform package.');
else if (flags.includes('--check')) fail(report(missing));
else complete(missing);

function complete(added) {
  for (const { path, name, version, parent } of added) {
    if (!isExact(version)) fail(`${name}@${version} of ${parent} is missing and is no exact version: add it by hand.`);
    const { dev } = lock.packages[parent];
    lock.packages[path] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
  }
  const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(lockfile, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`Added to package-lock.json: ${added.map(({ name }) => name).join(', ')}`);
}

/** What some package of the lock lists as optional and the lock does not hold in that version. */
function missingPackages(packages) {
  const found = new Map();
  for (const [parent, { optionalDependencies = {} }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const seen = visibleFrom(parent, name).find((path) => path in packages || found.has(path));
      const seenVersion = packages[seen]?.version ?? found.get(seen)?.version;
      if (seen && (!isExact(version) || seenVersion === version)) continue;
      const path = seen ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      found.set(path, { path, name, version, parent });
    }
  return [...found.values()];
}

/** Where Node looks for `name` from inside the package at `parent`, nearest first. */
function visibleFrom(parent, name) {
  const steps = parent.split('/node_modules/');
  const folders = steps.map((_, index) => steps.slice(0, steps.length - index).join('/node_modules/'));
  return [
    ...folders.filter((step) => step !== '').map((step) => `${step}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}

/** The platform that a binary package's name tells; without it npm would try to install the package everywhere. */
function platformOf(name) {
  const words = name.split(/[/.-]/);
  const os = words.find((word) => /^(aix|android|darwin|freebsd|linux|openharmony|win32)$/.test(word));
  const cpu = words.find((word) => /^(arm|arm64|ia32|loong64|ppc64|riscv64|s390x|wasm32|x64)$/.test(word));
  if (!cpu) fail(`${name} is missing in package-lock.json, and its name does not tell its platform: add it by hand.`);
  const libc = words.map((word) => /^(gnu|musl)/.exec(word)?.[1]).find((found) => found !== undefined);
  return {
    ...(os && { os: [os] }),
    cpu: [cpu],
    ...(os === 'linux' && libc && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }),
  };
}

function isExact(version) {
  return /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version);
}

function report(packages) {
  const names = packages.map(({ name, version, parent }) => `  ${name}@${version} (of ${parent})`);
  return `package-lock.json lacks ${packages.length} platform packages; npm ci would refuse it.\n${names.join('\n')}\nRun: node infra/complete-lockfile.mjs`;
}

function fail(message) {
  console.error(message);
  exit(1);
}
