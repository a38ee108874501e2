import { defaultPayloadConverter, type Client } from '@temporalio/client';
import { searchAttribute } from '@threadline/contracts';

/** A workflow as ops see it: its history, and what Temporal shows of it. */
export type RecordedWorkflow = Awaited<ReturnType<typeof recordOf>>;

/** Every workflow of a workspace, oldest first, as Temporal has it. */
export async function workflowsOf(client: Client, workspaceId: string): Promise<RecordedWorkflow[]> {
  const ids: string[] = [];
  const query = `${searchAttribute.workspaceId} = '${workspaceId}'`;
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return Promise.all(ids.toReversed().map((workflowId) => recordOf(client, workflowId)));
}

async function recordOf(client: Client, workflowId: string) {
  const handle = client.workflow.getHandle(workflowId);
  const [history, description, metadata] = await Promise.all([
    handle.fetchHistory(),
    handle.describe(),
    handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata'),
  ]);
  return {
    workflowId,
    events: history.events ?? [],
    /** What Temporal answers to a description, undecoded. */
    raw: description.raw,
    summary: await description.staticSummary(),
    searchAttributes: description.searchAttributes,
    details: metadata.currentDetails ?? '',
  };
}

type Attributes = 'timerStartedEventAttributes' | 'activityTaskScheduledEventAttributes';

/** The summaries of a workflow's timers or activities; empty where there is none. */
export function summariesOf({ events }: RecordedWorkflow, attributes: Attributes): string[] {
  return events
    .filter((event) => event[attributes])
    .map(({ userMetadata }) =>
      userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : '',
    );
}
