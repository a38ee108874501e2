import type { WorkerDeploymentOptions } from '@temporalio/worker';

/** A build of the worker in its deployment. */
export interface WorkerVersion {
  readonly deploymentName: string;
  readonly buildId: string;
}

/** The version that the settings tell, if they switch Worker Versioning on. */
export const versionIn = (env: {
  TEMPORAL_DEPLOYMENT_NAME?: string | undefined;
  TEMPORAL_BUILD_ID?: string | undefined;
}): WorkerVersion | undefined =>
  env.TEMPORAL_DEPLOYMENT_NAME && env.TEMPORAL_BUILD_ID
    ? { deploymentName: env.TEMPORAL_DEPLOYMENT_NAME, buildId: env.TEMPORAL_BUILD_ID }
    : undefined;

/**
 * Worker Versioning for a version (https://docs.temporal.io/production-deployment/worker-deployments/worker-versioning).
 * Runs live for months, so they move to the current version at their next task instead of keeping the build alive that
 * began them: every driver replays what the earlier ones recorded.
 */
export const versioningOf = (version: WorkerVersion): WorkerDeploymentOptions => ({
  version,
  useWorkerVersioning: true,
  defaultVersioningBehavior: 'AUTO_UPGRADE',
});
