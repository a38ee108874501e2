import { join } from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { serve } from '../../helper/serve.js';
import { poolOf } from '../../system/pool.js';
import { Sending, Steps, type ByHandSending } from './work.js';

interface WorkerConfig {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly taskQueue: string;
  readonly sending: ByHandSending;
}

const connections = 30;

/** The worker of the hand-written journey, with as many connections as ours. */
await serve<WorkerConfig>(async ({ databaseUrl, temporalAddress, taskQueue, sending }) => {
  const pool = poolOf(databaseUrl, connections);
  const { begin, end } = new Steps(pool);
  const { sendMessage } = new Sending(pool, sending);
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: join(import.meta.dirname, 'workflow.js'),
    activities: { begin, end, sendMessage },
  });
  const running = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
      await pool.end();
    },
  };
});
