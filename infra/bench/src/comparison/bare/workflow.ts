import { proxyActivities, sleep } from '@temporalio/workflow';
import type { BareSending } from './worker.process.js';

const { sendNothing } = proxyActivities<BareSending>({ startToCloseTimeout: '60s', heartbeatTimeout: '15s' });

/** Two sends that do nothing, and the second between them. */
export async function bareJourney(): Promise<void> {
  await sendNothing(false);
  await sleep('1s');
  await sendNothing(true);
}
