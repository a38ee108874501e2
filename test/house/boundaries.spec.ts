import { beforeAll, describe, expect, it } from '@jest/globals';
import { violations } from './planted-violations.js';
import { runScript, type Ending } from './run.js';
import { project, sampleWorkspace } from './sample-workspace.js';
import { temporaryFolder } from './temporary-folder.js';

const checkBoundaries = (files: Record<string, string | object>): Ending => {
  const folder = temporaryFolder(files);
  try {
    return runScript('infra/checks/boundaries.mjs', folder.path);
  } finally {
    folder.remove();
  }
};

describe('the boundary check', () => {
  let planted: Ending;
  beforeAll(() => {
    planted = checkBoundaries({
      ...sampleWorkspace,
      ...Object.fromEntries(violations.map(([, file, text]) => [file, text])),
    });
  });

  it('finds nothing in this repository', () => {
    expect(runScript('infra/checks/boundaries.mjs')).toEqual({ code: 0, output: 'Every import keeps to its layer.\n' });
  });

  it('lets every layer do what it may', () => {
    expect(checkBoundaries(sampleWorkspace)).toEqual({ code: 0, output: 'Every import keeps to its layer.\n' });
  });

  it('fails when something is found, and counts it', () => {
    expect(planted.code).toBe(1);
    expect(planted.output).toContain(`${violations.length} boundary problems.`);
  });

  it.each(violations)('refuses %s', (_name, file, _text, refusal) => {
    const line = planted.output.split('\n').find((text) => text.startsWith(`${file}:`));
    expect(line).toMatch(refusal);
  });

  it('lets specs and testing folders use test tools and Node builtins', () => {
    const text = `import { it } from '@jest/globals';\nimport { readFileSync } from 'node:fs';\n`;
    const files = { 'libs/domain/src/a.spec.ts': text, 'libs/domain/src/testing/builders.ts': text };
    expect(checkBoundaries({ ...sampleWorkspace, ...files }).output).toBe('Every import keeps to its layer.\n');
  });

  describe('on new projects', () => {
    let refused: string;
    beforeAll(() => {
      refused = checkBoundaries({
        ...sampleWorkspace,
        ...project('libs/untagged', {}),
        ...project('libs/mistyped', { layer: 'featur' }),
        ...project('libs/torn', { layer: 'domain', more: { nx: { tags: ['layer:domain', 'layer:adapter'] } } }),
        ...project('libs/billing', { layer: 'feature', uses: ['libs/runs', 'libs/domain'], references: ['libs/runs'] }),
        'libs/billing/src/ledger.ts': `import { Pool } from 'pg';`,
        'libs/loose/src/index.ts': 'export const loose = true;',
      }).output;
    });

    it.each([
      ['one without a layer', '@sample/untagged has no layer. Add "nx": { "tags": ["layer:…"] }, one of: domain, '],
      ['an unknown layer', '@sample/mistyped has the unknown layer "featur". Choose one of: domain, '],
      ['two layers at once', '@sample/torn has 2 layer tags. Keep one.'],
      [
        'a dependency that its layer may not have',
        '@sample/billing depends on @sample/runs (feature). Layer feature: ',
      ],
      ['a dependency without a tsconfig reference', 'Add libs/domain/tsconfig.lib.json.'],
      ['one that the root tsconfig does not check', 'libs/billing is not in the references of the root tsconfig.json.'],
      ['an import that its layer may not have', 'libs/billing/src/ledger.ts:1  imports pg. Layer feature: '],
      [
        'code outside of every package',
        'libs/loose  is no package: nothing builds or checks it. Give it a package.json',
      ],
    ])('refuses %s', (_name, refusal) => {
      expect(refused).toContain(refusal);
    });
  });
});
