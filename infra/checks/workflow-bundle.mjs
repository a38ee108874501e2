// The workflows must bundle for Temporal's sandbox as the worker bundles them: compiled, with nothing that the sandbox lacks.
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const { code } = await bundleWorkflowCode({
  workflowsPath: join(import.meta.dirname, '../../libs/workflows/dist/index.js'),
  logger: new DefaultLogger('WARN'),
});
console.log(`${Math.round(code.length / 1024)} KB`);
