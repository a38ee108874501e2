import { proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { Sending, Steps } from './work.js';

const { begin, end } = proxyLocalActivities<Steps>({ startToCloseTimeout: '7s' });
const { sendMessage } = proxyActivities<Sending>({ startToCloseTimeout: '60s', heartbeatTimeout: '15s' });

/** The reference journey as one would write it for this one automation: every step a transaction, every send an activity. */
export async function journeyByHand(runId: string): Promise<void> {
  await sendMessage(await begin(runId, 'remind'));
  await begin(runId, 'pause');
  await sleep('1s');
  await sendMessage(await begin(runId, 'last'));
  await end(runId);
}
