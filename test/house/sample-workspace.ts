type Layer = 'domain' | 'contract' | 'workflow' | 'platform' | 'adapter' | 'feature' | 'app' | 'test';

/** A project of the sample workspace: its layer, what it depends on (ours by folder), and more fields of its package.json. */
interface Project {
  readonly layer?: Layer | (string & {});
  readonly uses?: readonly string[];
  readonly packages?: readonly string[];
  readonly references?: readonly string[];
  readonly more?: object;
}

type Files = Record<string, string | object>;

const nameOf = (folder: string) => `@sample/${folder.split('/').at(-1)}`;

/** The files of one project: a package.json, a tsconfig.lib.json and an index that imports all it uses. */
export function project(
  folder: string,
  { layer, uses = [], packages = [], references = uses, more = {} }: Project,
): Files {
  const dependencies = [...uses.map(nameOf), ...packages];
  return {
    [`${folder}/package.json`]: {
      name: nameOf(folder),
      ...(folder.startsWith('libs/') && {
        exports: { '.': './dist/index.js', './testing': './dist/testing/index.js' },
      }),
      dependencies: Object.fromEntries(dependencies.map((name) => [name, '1.0.0'])),
      ...(layer !== undefined && { nx: { tags: [`layer:${layer}`] } }),
      ...more,
    },
    [`${folder}/tsconfig.lib.json`]: {
      references: references.map((other) => ({ path: `../../${other}/tsconfig.lib.json` })),
    },
    [`${folder}/src/index.ts`]: dependencies.map((name) => `import '${name}';\n`).join(''),
  };
}

const libraries = [
  'libs/runs',
  'libs/kafka',
  'libs/whatsapp',
  'libs/workflows',
  'libs/contracts',
  'libs/domain',
  'libs/platform',
];

/** A small workspace with every layer in it, which keeps all the rules. */
export const sampleWorkspace: Files = {
  'package.json': { workspaces: ['libs/*', 'apps/*'], devDependencies: { '@jest/globals': '1.0.0' } },
  'tsconfig.json': {
    references: [...libraries, 'libs/campaigns', 'apps/gateway', 'apps/worker'].map((path) => ({ path })),
  },
  ...project('libs/domain', { layer: 'domain', packages: ['zod'] }),
  ...project('libs/contracts', { layer: 'contract', uses: ['libs/domain'], packages: ['zod', '@temporalio/common'] }),
  ...project('libs/workflows', { layer: 'workflow', uses: ['libs/contracts'], packages: ['@temporalio/workflow'] }),
  ...project('libs/platform', { layer: 'platform', packages: ['@nestjs/common'] }),
  ...project('libs/kafka', { layer: 'adapter', uses: ['libs/contracts', 'libs/platform'], packages: ['kafkajs'] }),
  ...project('libs/whatsapp', { layer: 'adapter', uses: ['libs/domain', 'libs/contracts'] }),
  ...project('libs/runs', {
    layer: 'feature',
    uses: ['libs/kafka', 'libs/whatsapp', 'libs/workflows', 'libs/platform'],
  }),
  ...project('libs/campaigns', { layer: 'feature', uses: ['libs/domain'] }),
  ...project('apps/gateway', { layer: 'app', uses: libraries, packages: ['fastify'] }),
  ...project('apps/worker', { layer: 'app', uses: libraries, packages: ['@temporalio/worker'] }),
};
