import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleDriver } from './testing/index.js';

/** What a bundle may hold. Whatever is in it is replayed for months, and kept in memory by every worker. */
const allowed = [
  '@temporalio/common',
  '@temporalio/workflow',
  '@threadline/contracts',
  '@threadline/workflows',
  'long',
  'ms',
  'nexus-rpc',
];

/** The SDK alone is 0.5 MB; one stray package of the size of zod would show. */
const mostBytes = 600_000;

const mapComment = /\n\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/;
let code: string;
let sources: string[];

beforeAll(async () => {
  const bundle = await bundleDriver();
  const [comment, map = ''] = mapComment.exec(bundle.code) ?? [];
  code = bundle.code.replace(comment ?? '', '');
  sources = (JSON.parse(Buffer.from(map, 'base64').toString()) as { sources: string[] }).sources;
});

describe('the workflow bundle', () => {
  it('holds our contracts, the driver and the SDK, and no other package', () => {
    expect([...new Set(sources.flatMap(packageOf))].sort()).toEqual(allowed);
  });

  it('leaves nothing to be required when it runs, such as a Node builtin', () => {
    expect(sources.filter((source) => source.startsWith('external '))).toEqual([]);
    expect(code).not.toMatch(/require\(["']node:/);
  });

  it('is small', () => {
    expect(code.length).toBeLessThan(mostBytes);
  });

  it('offers the run as a workflow', () => {
    expect(code).toContain('automationRun');
  });
});

/** The package a file is of; none for what webpack writes itself. */
function packageOf(source: string): string[] {
  const installed = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
  const ours = /\/libs\/([^/]+)\/src\//.exec(source)?.[1];
  if (installed !== undefined && !source.startsWith('ignored|')) return [installed];
  return ours === undefined ? [] : [`@threadline/${ours}`];
}
