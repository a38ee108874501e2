/**
 * The layers of the workspace: which layers a project may import, and which packages its code may not (`bans`) or may only
 * (`only`) use. A project belongs to the layer that the `layer:` tag of its package.json names. Specs and `testing/` folders
 * are held to `layers`, not to `bans` and `only`, because test tools are packages too. `node:*` stands for Node's builtins.
 * An import whose name is computed escapes all this, so only layers with `mayComputeImports` may have one.
 */
export const layers = {
  domain: {
    layers: ['domain'],
    bans: ['@nestjs/*', '@temporalio/*', 'fastify', 'kafkajs', 'pg', 'typeorm', 'node:*'],
    because: 'the domain is pure: no framework, no I/O, no clock',
    instead: 'hand in what it needs as a plain value, or move the code to an adapter or a feature',
  },
  contract: {
    layers: ['domain'],
    bans: ['@nestjs/*', '@temporalio/client', '@temporalio/worker', 'fastify', 'kafkajs', 'pg', 'typeorm', 'node:*'],
    because: 'a contract is schemas, names and ids that every side reads, the workflow sandbox too',
    instead: 'keep the schema or the name here, and the code that uses it in an adapter or a feature',
  },
  workflow: {
    layers: ['contract'],
    only: ['@temporalio/workflow', '@temporalio/common'],
    because: 'workflow code is replayed for months: whatever it imports may never change its behaviour',
    instead: 'do it in an activity, whose interface is a contract',
  },
  platform: {
    layers: [],
    bans: ['@temporalio/worker', '@temporalio/workflow', 'kafkajs', 'pg', 'typeorm'],
    because: 'the platform serves every app and knows none of them',
    instead: 'hand it in by an interface that the platform owns, or move the code to the adapter',
  },
  adapter: {
    layers: ['domain', 'contract', 'platform'],
    bans: ['@temporalio/*'],
    because: 'an adapter speaks to one outside system',
    instead: 'join two adapters in a feature; what both need belongs to contract, domain or platform',
  },
  feature: {
    layers: ['adapter', 'workflow', 'contract', 'domain', 'platform'],
    bans: ['@temporalio/worker', '@temporalio/workflow', 'fastify', 'kafkajs', 'pg'],
    because: 'a feature is use cases over the adapters and does not know other features',
    instead: 'go through an adapter; join two features in the app, or by an event',
  },
  app: {
    layers: ['feature', 'adapter', 'workflow', 'contract', 'domain', 'platform'],
    bans: ['@temporalio/workflow'],
    mayComputeImports: true,
    because: 'an app wires libraries together, and nothing imports an app',
    instead: 'move what two apps need into a library',
  },
  launcher: {
    layers: ['feature', 'adapter', 'workflow', 'contract', 'domain', 'platform'],
    bans: ['@temporalio/workflow'],
    mayComputeImports: true,
    because: 'the launcher runs servers and apps as processes, for people and for tests, and imports no app',
    instead: 'run it as a process, or move what is needed into a library',
  },
  test: {
    layers: ['launcher', 'feature', 'adapter', 'workflow', 'contract', 'domain', 'platform'],
    bans: [],
    because: 'tests reach an app through HTTP, webhooks and Kafka only',
    instead: 'call it from outside, or move what is tested into a library',
  },
};

/** The layer of a project, when it has one. */
export const layerOf = ({ layerTags }) => layerTags[0];

/** Whether a project's code may import another project. */
export const mayImport = (project, other) => layers[layerOf(project)].layers.includes(layerOf(other));

/** Why a project's layer refuses something, and what to do instead. */
export function reasonOf(project) {
  const { because, instead } = layers[layerOf(project)];
  return `Layer ${layerOf(project)}: ${because}; ${instead}`;
}
