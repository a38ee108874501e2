import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** The package's entry: TypeScript under Jest, JavaScript when compiled. */
export const workflowsPath = join(dirname(here), `../index${extname(here)}`);

/** Bundles workflow code as a worker does, with our packages from their sources where the code itself is a source. */
export function bundleDriver(path = workflowsPath): Promise<WorkflowBundle> {
  const ours = extname(path) === '.ts' ? ['threadline-src'] : [];
  return bundleWorkflowCode({
    workflowsPath: path,
    logger: silent,
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: [...ours, 'import', 'require', 'node', 'default'] },
    }),
  });
}

const ignore = (): void => undefined;
/** Webpack's report of every build is of no use to a test; a build that fails rejects. */
const silent = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
