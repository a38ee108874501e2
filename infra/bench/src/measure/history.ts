import { Client, Connection } from '@temporalio/client';
import { z } from 'zod';

const Events = z.array(z.object({ eventType: z.union([z.number(), z.string()]) }));

/** What is counted in a workflow's history. */
export interface HistoryCounts {
  readonly events: number;
  /** What Temporal Cloud bills (https://docs.temporal.io/cloud/actions): starts, timers, activities, attributes, tasks with local activities. */
  readonly actions: number;
}

/** EventType of temporal.api.enums.v1: started, activity scheduled, timer started, marker recorded, signaled, attributes upserted. */
const billed = new Set([1, 10, 17, 25, 26, 40]);

/** The history of a workflow that has ended. */
export async function historyOf(temporalAddress: string, workflowId: string): Promise<HistoryCounts> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { events } = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
    const types = Events.parse(events ?? []).map(({ eventType }) => Number(eventType));
    return { events: types.length, actions: types.filter((type) => billed.has(type)).length };
  } finally {
    await connection.close();
  }
}

/** How long a workflow's history is, as Temporal itself says. */
export async function describedSize(
  temporalAddress: string,
  workflowId: string,
): Promise<{ events: number; bytes: number }> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { historyLength, historySize } = await new Client({ connection }).workflow.getHandle(workflowId).describe();
    return { events: historyLength, bytes: historySize ?? NaN };
  } finally {
    await connection.close();
  }
}
