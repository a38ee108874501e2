import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root, runCommand } from './run.js';
import { temporaryFolder } from './temporary-folder.js';

const files = {
  'libs/a/tsconfig.json': { extends: '../../tsconfig.base.json', include: ['src'] },
  'libs/a/src/floating.ts': 'export const later = async () => 1;\nlater();\n',
  'libs/a/src/misused.ts': `import { later } from './floating.js';\n[1].forEach(async () => void (await later()));\n`,
  'libs/a/src/any.ts': 'export const id = (value: any): unknown => value;\n',
  'libs/a/src/env.ts': 'export const home = process.env.HOME;\n',
  'libs/a/src/console.ts': `console.log('here');\n`,
  'libs/a/src/default.ts': 'export default 1;\n',
  'libs/a/src/throws.ts': `export const fail = () => {\n  throw 'a text';\n};\n`,
  'libs/a/src/long-function.ts': `export function long(): void {\n${'  Math.random();\n'.repeat(51)}}\n`,
  'libs/a/src/long-file.ts': 'export {};\n'.repeat(251),
  'libs/a/src/egg.ts': `import { hen } from './hen.js';\nexport const egg = () => hen;\n`,
  'libs/a/src/hen.ts': `import { egg } from './egg.js';\nexport const hen = () => egg;\n`,
  'libs/a/src/egg.entity.ts': `import { Hen } from './hen.entity.js';\nexport class Egg {\n  hen = Hen;\n}\n`,
  'libs/a/src/hen.entity.ts': `import { Egg } from './egg.entity.js';\nexport class Hen {\n  egg = Egg;\n}\n`,
  'libs/a/src/only.spec.ts': `import { expect, it } from '@jest/globals';\nit.only('adds', () => expect(1).toBe(1));\n`,
  'libs/a/src/wide.config.mjs': 'export default {};\n',
};

describe('the lint rules', () => {
  const folder = temporaryFolder(files);
  let report: string;
  beforeAll(() => {
    for (const name of ['.oxlintrc.json', 'tsconfig.base.json']) cpSync(join(root, name), join(folder.path, name));
    symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'));
    report = runCommand('npx', ['oxlint', '--type-aware', '--deny-warnings', '--format=unix'], folder.path).output;
  });
  afterAll(() => folder.remove());

  it.each([
    ['a promise that nobody awaits', 'floating.ts:2', 'no-floating-promises'],
    ['an async function where none is expected', 'misused.ts:2', 'no-misused-promises'],
    ['any', 'any.ts:1', 'no-explicit-any'],
    ['process.env outside of the one reader', 'env.ts:1', 'no-process-env'],
    ['console in a library', 'console.ts:1', 'no-console'],
    ['a default export', 'default.ts:1', 'no-default-export'],
    ['throwing what is no error', 'throws.ts:2', 'only-throw-error'],
    ['a function over 50 lines', 'long-function.ts:1', 'max-lines-per-function'],
    ['a file over 250 lines', 'long-file.ts:251', 'max-lines'],
    ['files that import each other', 'egg.ts:1', 'no-cycle'],
    ['a focused test', 'only.spec.ts:2', 'no-focused-tests'],
  ])('refuse %s', (_name, place, rule) => {
    const found = report.split('\n').find((line) => line.startsWith(`libs/a/src/${place}:`));
    expect(found).toContain(rule);
  });

  it.each(['egg.entity.ts', 'hen.entity.ts', 'wide.config.mjs'])('leave %s alone', (file) => {
    expect(report).not.toContain(file);
  });
});
