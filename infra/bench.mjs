// Measures: runs test/bench/*.bench.ts and prints their figures. `npm run bench -- simulate` runs those whose name has that word.
import { transform } from '@swc/core';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, exit, pid } from 'node:process';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const source = join(root, 'test/bench');
const compiled = join(root, '.threadline', `bench-${pid}`); // inside the workspace, so that packages are found from it

const words = argv.slice(2).filter((word) => !word.startsWith('-'));
const files = (await readdir(source)).filter((name) => name.endsWith('.ts'));
const benches = files.filter((name) => isBench(name) && words.every((word) => name.includes(word)));
if (benches.length === 0)
  stop(`No benchmark has ${words.join(' ')} in its name; there are: ${files.filter(isBench).join(', ')}`);

let isOver = false;
try {
  await mkdir(compiled, { recursive: true });
  await Promise.all(files.map(compile));
  for (const bench of benches) await run(bench);
} finally {
  await rm(compiled, { recursive: true, force: true });
}
exit(isOver ? 1 : 0);

async function compile(name) {
  const { code } = await transform(await readFile(join(source, name), 'utf8'), {
    filename: name,
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  await writeFile(join(compiled, name.replace(/\.ts$/, '.js')), code);
}

async function run(name) {
  const { measure } = await import(pathToFileURL(join(compiled, name.replace(/\.ts$/, '.js'))).href);
  for (const { what, value, unit, bar } of await measure()) {
    isOver ||= value > bar;
    console.log(
      `${what.padEnd(50)} ${value.toFixed(1).padStart(8)} ${unit}   bar ${bar} ${unit}${value > bar ? '  OVER' : ''}`,
    );
  }
}

function isBench(name) {
  return name.endsWith('.bench.ts');
}

function stop(reason) {
  console.error(reason);
  exit(1);
}
