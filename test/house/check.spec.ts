import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root, runCommand, type Ending } from './run.js';
import { temporaryFolder } from './temporary-folder.js';

describe('npm run check', () => {
  const folder = temporaryFolder({
    'package.json': { workspaces: ['libs/*'] },
    'package-lock.json': { packages: { tool: { optionalDependencies: { '@tool/linux-x64': '1.0.0' } } } },
    'tsconfig.json': { files: ['broken.ts'] },
    'broken.ts': 'export const count: number = "one";\n',
  });
  beforeAll(() => {
    cpSync(join(root, 'infra'), join(folder.path, 'infra'), {
      recursive: true,
      filter: (path) => !path.startsWith(join(root, 'infra/local')),
    });
    symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'));
  });
  afterAll(() => folder.remove());
  const check = (...names: string[]): Ending =>
    runCommand(process.execPath, ['infra/check.mjs', ...names], folder.path);

  it('passes with one line for each check and its time', () => {
    const { code, output } = check('boundaries', 'compiler');
    expect(code).toBe(0);
    expect(output).toMatch(/^ok {6}boundaries +\d+\.\d s$/m);
    expect(output).toMatch(/^ok {6}compiler +\d+\.\d s$/m);
    expect(output).toMatch(/2 checks in \d+ s, all passed\n$/);
  });

  it('fails when one check fails, shows why, and runs the others all the same', () => {
    const { code, output } = check('lockfile', 'boundaries');
    expect(code).toBe(1);
    expect(output).toMatch(/^FAILED {2}lockfile +\d+\.\d s\n +package-lock.json lacks 1 platform packages/m);
    expect(output).toMatch(/^ok {6}boundaries/m);
    expect(output).toMatch(/2 checks in \d+ s, 1 failed: lockfile\n$/);
  });

  it('does not look at what was built when the types are wrong', () => {
    const { code, output } = check('types', 'openapi');
    expect(code).toBe(1);
    expect(output).toContain("Type 'string' is not assignable to type 'number'");
    expect(output).toContain('not run: types failed');
  });

  it('names the checks there are when asked for another', () => {
    expect(check('typos')).toMatchObject({
      code: 2,
      output: expect.stringMatching(/No such check: typos\. There are: types, /),
    });
  });
});
