// CommonJS packages that Fastify requires although they are ESM only: Node < 24.9 under Jest cannot, so they are compiled.
const esmRequiredFromCjs = ['cookie', 'content-disposition'];

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['threadline-src', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/.threadline/', '/.nx/'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, tsx: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
    [`/node_modules/(${esmRequiredFromCjs.join('|')})/.+\\.js$`]: ['@swc/jest', {}],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmRequiredFromCjs.join('|')})/)`],
};
