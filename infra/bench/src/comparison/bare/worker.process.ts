import { join } from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { serve } from '../../helper/serve.js';

interface WorkerConfig {
  readonly temporalAddress: string;
  readonly taskQueue: string;
}

/** The activity of the bare journey. */
export interface BareSending {
  sendNothing(isLast: boolean): Promise<void>;
}

/** The worker of a journey that does nothing: what Temporal alone costs. It answers how many have sent their last. */
await serve<WorkerConfig>(async ({ temporalAddress, taskQueue }) => {
  let ended = 0;
  const activities: BareSending = {
    sendNothing: (isLast) => {
      if (isLast) ended++;
      return Promise.resolve();
    },
  };
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const workflowsPath = join(import.meta.dirname, 'workflow.js');
  const worker = await Worker.create({ connection, taskQueue, workflowsPath, activities: { ...activities } });
  const running = worker.run();
  return {
    ended: () => ended,
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
});
