import { isGrpcServiceError, type Client } from '@temporalio/client';
import { withDeadline } from '@threadline/platform';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkerVersion } from './worker-versioning.js';

const notFound = 5; // google.rpc.Code.NOT_FOUND
const lookEveryMs = 250;

/**
 * Makes a version the current one of its deployment as soon as a worker of it polls, and waits until Temporal sends it work.
 * @throws {Error} when no worker of the version polls, or it is not routed to, within `patienceMs`.
 */
export async function setCurrentVersion(client: Client, version: WorkerVersion, patienceMs = 120_000): Promise<void> {
  const end = performance.now() + patienceMs;
  const until = (what: string, look: () => Promise<boolean>) => eventually(what, look, end);
  const { deploymentName, buildId } = version;
  await until(`no worker of ${deploymentName} ${buildId} polls`, () => polls(client, version));
  await withDeadline(client, () =>
    client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: client.options.namespace,
      deploymentName,
      buildId,
      identity: client.options.identity,
    }),
  );
  await until(`${deploymentName} ${buildId} gets no work`, () => isCurrent(client, version));
}

async function polls(client: Client, version: WorkerVersion): Promise<boolean> {
  const request = { namespace: client.options.namespace, deploymentVersion: version };
  try {
    const { versionTaskQueues } = await withDeadline(client, () =>
      client.workflowService.describeWorkerDeploymentVersion(request),
    );
    return (versionTaskQueues ?? []).length > 0;
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === notFound) return false;
    throw error;
  }
}

async function isCurrent(client: Client, { deploymentName, buildId }: WorkerVersion): Promise<boolean> {
  const { workerDeploymentInfo } = await withDeadline(client, () =>
    client.workflowService.describeWorkerDeployment({ namespace: client.options.namespace, deploymentName }),
  );
  return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId === buildId;
}

async function eventually(otherwise: string, look: () => Promise<boolean>, end: number): Promise<void> {
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`Gave up: ${otherwise}.`);
    await pause(lookEveryMs);
  }
}
