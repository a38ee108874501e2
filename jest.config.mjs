import { availableParallelism } from 'node:os';
import preset from './jest.preset.mjs';

const project = (displayName, testMatch, extra = {}) => ({
  ...preset,
  rootDir: import.meta.dirname,
  displayName,
  testMatch,
  ...extra,
});
const everywhere = (ending) => [`<rootDir>/{apps,libs,infra,test}/**/*.${ending}.ts`];

/** unit: no I/O. workflow: the time-skipping server and stored histories. integration and e2e: the real stack, started once by `npm test`. */
export default {
  // A busy machine may be slow; what hangs still ends. Few specs say otherwise. Of no effect in the settings of a project.
  testTimeout: 180_000,
  // Specs wait a good deal, for servers and for time: one process more than cores. The servers' connections bound it.
  maxWorkers: Math.min(availableParallelism() + 1, 5),
  // With modules of its own for every file a process only grows, and gets slow: it is replaced between two files.
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', everywhere('spec'), { testPathIgnorePatterns: ['/node_modules/', '/dist/'] }),
    project('workflow', everywhere('workflow-spec')),
    project('integration', everywhere('int-spec')),
    project('e2e', everywhere('e2e-spec')),
  ],
};
