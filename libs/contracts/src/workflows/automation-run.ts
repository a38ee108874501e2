/**
 * What starts a run's workflow. `epoch` names the execution that drives the run; an older one ends at its next call.
 * `seenRevision` is the newest revision of the run's row that the workflow has been told, across continue-as-new.
 */
export interface RunInput {
  runId: string;
  epoch: number;
  seenRevision: number;
  /** Somebody cancelled the workflow in Temporal: the run exits with `stopped_by_user`. */
  stopRequested?: true;
}

/** How a run ended, as the workflow's result and its `Outcome` search attribute. */
export interface RunOutcome {
  state: 'completed' | 'exited' | 'disarmed' | 'refused' | 'replaced' | 'needs_repair';
  reason?: string;
}

/** Input of the decision. `now` is workflow time in epoch milliseconds. */
export interface AdvanceRunInput extends RunInput {
  now: number;
}

/** An unfinished effect: the row that plans it and a line for people reading the history. */
export interface EffectOrder {
  id: string;
  kind: 'message' | 'call';
  summary: string;
}

/** What the run wants done now: launch `effects`, wake at `wakeAt` (epoch ms), or end with `outcome`. */
export interface StandingOrders {
  revision: number;
  effects: EffectOrder[];
  wakeAt?: number;
  /** What the timer is for, for people reading the history. */
  waitingFor?: string;
  outcome?: RunOutcome;
  /** Markdown for the current details in Temporal UI: where the run stands and why. */
  details: string;
}

export interface SendMessageInput {
  messageId: string;
}

/** What became of a send, small and without contents; the row has the rest. */
export interface SendMessageResult {
  outcome: 'accepted' | 'failed' | 'unknown' | 'skipped' | 'parked';
  reason?: string;
}

export interface PerformCallInput {
  callId: string;
}

/** What became of a call, small and without contents; the row has the rest. */
export interface PerformCallResult {
  outcome: 'done' | 'failed' | 'skipped';
  reason?: string;
}

/** Runs in the worker's process, inside the workflow task: short, one transaction. */
export interface RunDecisions {
  advanceRun(input: AdvanceRunInput): Promise<StandingOrders>;
}

/** Effects of a run, as Temporal activities. */
export interface RunActivities {
  sendMessage(input: SendMessageInput): Promise<SendMessageResult>;
  performCall(input: PerformCallInput): Promise<PerformCallResult>;
}

/** An attempt shows every so often that it lives. One that has not for long is taken for dead: Temporal begins the next. */
export const signsOfLife = { everyMs: 3_000, deadAfterMs: 15_000 } as const;

export const automationRunType = 'automationRun';
export const taskQueue = { runs: 'threadline-runs' } as const;

/** Bells. They carry ids only, for people reading the history; what they mean stands in Postgres. */
export const signal = {
  customerReplied: 'customerReplied',
  eventArrived: 'eventArrived',
  exitRequested: 'exitRequested',
} as const;
export type SignalName = keyof typeof signal;
export interface Bell {
  /** The id of the message, event or request behind the bell. */
  about: string;
}

export const searchAttribute = {
  workspaceId: 'WorkspaceId',
  automationId: 'AutomationId',
  automationVersion: 'AutomationVersion',
  contactId: 'ContactId',
  outcome: 'Outcome',
} as const;

/** The workflow id of a run, readable in Temporal UI. */
export const runWorkflowId = (automationSlug: string, runId: string): string => `run/${automationSlug}/${runId}`;

/** The run a workflow id names. */
export const runIdInWorkflowId = (workflowId: string): string => workflowId.slice(workflowId.lastIndexOf('/') + 1);
