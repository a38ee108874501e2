import type {
  AutomationDefinition,
  EffectFact,
  Fact,
  RunState,
  TrailEntry,
  TriggerEvent,
} from '@threadline/automation';

/** A line of a run's timeline, and whether its place among the others is known by `id` alone. */
export type TrailRecord = TrailEntry & { readonly id: number };

/** A fact of a run's inbox. Those of one decision were consumed at the same moment. */
export interface InboxRecord {
  readonly id: number;
  readonly fact: Fact;
  /** Epoch microseconds; null when no decision has taken it. */
  readonly consumedAt: number | null;
}

/** A run, with all that is known of it. Moments are epoch milliseconds. */
export interface RunRecord {
  readonly id: string;
  readonly automation: string;
  readonly automationId: string;
  readonly definition: AutomationDefinition;
  readonly contactId: string;
  readonly key: string;
  readonly state: string;
  readonly reason: string | null;
  readonly trigger: TriggerEvent;
  readonly enteredAt: number | null;
  readonly epoch: number;
  readonly runState: RunState | null;
  readonly stalledBecause: string | null;
  readonly needsRepair: boolean;
  readonly trail: readonly TrailRecord[];
  readonly inbox: readonly InboxRecord[];
  /** What its sends came to, as its decisions heard it. */
  readonly effects: readonly EffectFact[];
}

/** A message that a run planned. */
export interface MessageRecord {
  readonly id: string;
  readonly runId: string;
  readonly stepId: string;
  readonly turn: number;
  readonly category: string;
  readonly status: string;
  readonly content: unknown;
  readonly intendedAt: number;
}

/** A message that a contact wrote. */
export interface InboundRecord {
  readonly id: string;
  readonly providerId: string;
  readonly routing: { readonly takenBy: string; readonly runId?: string } | null;
}

/** A message that WhatsApp has accepted, with what it has told of it. */
export interface LedgerRecord {
  readonly callbackId: string | undefined;
  readonly statuses: readonly string[];
}

/** The workflow of a run, as Temporal knows it. */
export interface WorkflowRecord {
  readonly runId: string;
  readonly status: string;
}

/** What is known at the end, from the outside. */
export interface Evidence {
  readonly told: {
    readonly events: readonly { readonly id: string; readonly type: string; readonly seenAs: string }[];
    readonly messages: readonly string[];
    readonly orders: readonly string[];
    readonly poison: readonly string[];
  };
  /** Names of handled events. */
  readonly seen: ReadonlySet<string>;
  readonly orders: readonly string[];
  readonly automations: readonly { readonly id: string; readonly definition: AutomationDefinition }[];
  readonly runs: readonly RunRecord[];
  readonly messages: readonly MessageRecord[];
  readonly inbound: readonly InboundRecord[];
  readonly ledger: readonly LedgerRecord[];
  readonly deadLetters: readonly { readonly code: string; readonly reason: string; readonly value: string }[];
  readonly workflows: readonly WorkflowRecord[];
  /** Rows that should have gone: owed calls to Temporal, news on their way to Kafka. */
  readonly owed: { readonly calls: number; readonly news: number };
  /** Ids of automations whose steps read nothing but facts. */
  readonly factOnly: ReadonlySet<string>;
}

/** Looks for what must not be. Each line tells one violation, with the ids of those concerned. */
export type Check = (evidence: Evidence) => string[];
