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
  // A busy machine may be slow; what hangs still ends. Of no effect in a project's own settings.
  testTimeout: 30_000,
  projects: [
    project('unit', everywhere('spec'), { testPathIgnorePatterns: ['/node_modules/', '/dist/'] }),
    project('workflow', everywhere('workflow-spec')),
    project('integration', everywhere('int-spec')),
    project('e2e', everywhere('e2e-spec')),
  ],
};
