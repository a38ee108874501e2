import { relative } from 'node:path';
import type { JestResult } from './test-count.js';

const tellsSlowest = 15;
/** The endings that jest.config.mjs gives to its projects. */
const kinds = ['spec', 'workflow-spec', 'int-spec', 'e2e-spec'];

/** What took how long: the seconds of each kind of spec, and the slowest files. Files that ran side by side count each. */
export function durationLines(results: readonly Pick<JestResult, 'testResults'>[], root: string): string[] {
  const files = results
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({
      name: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    }));
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, tellsSlowest);
  return [
    'Seconds by kind of spec:',
    ...kinds.flatMap((kind) => {
      const ofKind = files.filter(({ name }) => name.endsWith(`.${kind}.ts`));
      if (ofKind.length === 0) return [];
      return line(
        ofKind.reduce((sum, { seconds }) => sum + seconds, 0),
        `${kind} (${ofKind.length} files)`,
      );
    }),
    'Slowest files:',
    ...slowest.map(({ seconds, name }) => line(seconds, name)),
  ];
}

const line = (seconds: number, what: string): string => `${seconds.toFixed(1).padStart(8)}  ${what}`;
