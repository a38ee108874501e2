import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runScript } from './run.js';
import { temporaryFolder } from './temporary-folder.js';

/** A lock whose `tool` has four optional packages: one is there, two are not, one is there in another package's version. */
const incomplete = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { tool: '2.0.0' } },
    'node_modules/@tool/linux-x64-gnu': {
      version: '2.0.0',
      os: ['linux'],
      cpu: ['x64'],
      libc: ['glibc'],
      optional: true,
    },
    'node_modules/@tool/win32-x64-msvc': { version: '1.0.0', os: ['win32'], cpu: ['x64'], optional: true },
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/linux-x64-gnu': '2.0.0',
        '@tool/linux-arm-musleabihf': '2.0.0',
        '@tool/darwin-arm64': '2.0.0',
        '@tool/win32-x64-msvc': '2.0.0',
      },
    },
  },
};

describe('complete-lockfile', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder({ 'package-lock.json': incomplete });
  });
  afterEach(() => folder.remove());
  const run = (...flags: string[]) => runScript('infra/complete-lockfile.mjs', folder.path, ...flags);
  const lock = () => JSON.parse(readFileSync(join(folder.path, 'package-lock.json'), 'utf8')) as typeof incomplete;

  it('only tells what is missing when asked to check', () => {
    const { code, output } = run('--check');
    expect(code).toBe(1);
    expect(output).toContain('lacks 3 platform packages');
    expect(output).toContain('@tool/darwin-arm64@2.0.0 (of node_modules/tool)');
    expect(output).toContain('Run: node infra/complete-lockfile.mjs');
    expect(lock()).toEqual(incomplete);
  });

  it('adds what is missing with the platform that the name tells, for development when the tool is', () => {
    expect(run().code).toBe(0);
    expect(lock().packages).toMatchObject({
      'node_modules/@tool/darwin-arm64': {
        version: '2.0.0',
        os: ['darwin'],
        cpu: ['arm64'],
        dev: true,
        optional: true,
      },
      'node_modules/@tool/linux-arm-musleabihf': { version: '2.0.0', os: ['linux'], cpu: ['arm'], libc: ['musl'] },
    });
  });

  it('puts a second version of a package inside the one that needs it', () => {
    run();
    expect(lock().packages).toMatchObject({
      'node_modules/@tool/win32-x64-msvc': { version: '1.0.0' },
      'node_modules/tool/node_modules/@tool/win32-x64-msvc': { version: '2.0.0' },
    });
  });

  it('has nothing left to do the second time', () => {
    run();
    expect(run('--check')).toEqual({ code: 0, output: 'package-lock.json names every platform package.\n' });
  });

  it('refuses an option it does not know', () => {
    expect(run('--chekc')).toMatchObject({ code: 1, output: expect.stringContaining('--chekc is not an option') });
  });
});
