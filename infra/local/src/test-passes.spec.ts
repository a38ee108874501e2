import { expect, it } from '@jest/globals';
import { passesOf } from './test-passes.js';

const withoutEndToEnd = ['--ignoreProjects', 'e2e'];
const endToEnd = ['--ignoreProjects', 'unit', 'workflow', 'integration'];

it('end-to-end specs come last, one at a time', () => {
  expect(passesOf(['a.spec.ts', 'b.e2e-spec.ts', 'c.int-spec.ts'], ['libs'])).toEqual([
    ['libs', ...withoutEndToEnd],
    ['libs', '--maxWorkers=1', ...endToEnd],
  ]);
});

it('a pass without specs is left out', () => {
  expect(passesOf(['a.spec.ts'], [])).toEqual([withoutEndToEnd]);
  expect(passesOf(['b.e2e-spec.ts'], [])).toEqual([['--maxWorkers=1', ...endToEnd]]);
});

it.each([['-w2'], ['--runInBand'], ['--maxWorkers=4']])('whoever says %s is followed', (told) => {
  expect(passesOf(['b.e2e-spec.ts'], [told])).toEqual([[told, ...endToEnd]]);
});
