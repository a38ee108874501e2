// What a deploy runs once the new workers are up: node apps/worker/dist/set-current-version.js, with their TEMPORAL_* settings.
import { connectTemporal, loadEnv } from '@threadline/platform';
import { z } from 'zod';
import { setCurrentVersion } from './deployment/set-current-version.js';
import { Env } from './env.schema.js';

const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_DEPLOYMENT_NAME, TEMPORAL_BUILD_ID } = Env.shape;
const Target = z.object({
  TEMPORAL_ADDRESS,
  TEMPORAL_NAMESPACE,
  TEMPORAL_DEPLOYMENT_NAME: TEMPORAL_DEPLOYMENT_NAME.unwrap(),
  TEMPORAL_BUILD_ID: TEMPORAL_BUILD_ID.unwrap(),
});

try {
  const target = loadEnv(Target);
  const client = connectTemporal({ address: target.TEMPORAL_ADDRESS, namespace: target.TEMPORAL_NAMESPACE });
  const version = { deploymentName: target.TEMPORAL_DEPLOYMENT_NAME, buildId: target.TEMPORAL_BUILD_ID };
  process.stdout.write(`Waiting for a worker of ${version.deploymentName} ${version.buildId} …\n`);
  await setCurrentVersion(client, version);
  process.stdout.write(`${version.deploymentName} ${version.buildId} is the current version.\n`);
  await client.connection.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
