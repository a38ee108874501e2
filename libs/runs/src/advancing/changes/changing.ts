import type { Change, TrailEntry } from '@threadline/automation';
import type { OutboundEvent } from '@threadline/contracts';
import { conversationOf, type Run, type Tx } from '@threadline/persistence';
import { outboundEvent, type DataOf, type EventType } from '../../outbound-events.js';
import type { Work } from '../../work.js';

export type ChangeKind = Change['kind'];

/** A change of a decision, with the id that a repeat of it has too. */
export type Identified<K extends ChangeKind = ChangeKind> = Extract<Change, { kind: K }> & { id: string };

/** What a decision wants done to runs besides its own changes, once it is written. */
export type RunRequest =
  | { kind: 'start'; stepId: string; turn: number; automation: string }
  | {
      kind: 'stop';
      which: 'all' | 'others' | readonly string[];
      reason: 'blocked' | 'stopped_by_automation';
      because: string;
    };

/** What follows from a change: an event that tells of it, a problem for the run's timeline, something to do to runs. */
export type Consequence =
  | { kind: 'event'; event: OutboundEvent }
  | { kind: 'problem'; line: TrailEntry }
  | { kind: 'request'; request: RunRequest };

/** Writes neighbouring changes of one kind together. What was so already has no consequence. */
export type Apply<K extends ChangeKind> = (
  changing: Changing,
  changes: readonly Identified<K>[],
) => Promise<Consequence[]>;

/** A run's changes being written: under the contact's lock, in the decision's transaction. */
export class Changing {
  constructor(
    readonly work: Work,
    readonly run: Run,
  ) {}

  get tx(): Tx {
    return this.work.tx;
  }

  get now(): number {
    return this.work.now;
  }

  /** Whom the changes are recorded as made by. */
  get via(): string {
    return `run ${this.run.id}`;
  }

  /** The contact's chat. Undefined in a workspace without a number. */
  conversation(): Promise<string | undefined> {
    return conversationOf(this.tx, this.run.workspaceId, this.run.contactId);
  }

  /** The event that tells of a change. `changeId` with what it is about, when one change has several events. */
  tell<T extends EventType>(type: T, changeId: string, data: Omit<DataOf<T>, 'contactId'>): Consequence {
    const { workspaceId, contactId, causationDepth } = this.run;
    const told = { contactId, ...data } as unknown as DataOf<T>;
    const about = { workspaceId, at: this.now, causationDepth: causationDepth + 1, occurrence: changeId };
    return { kind: 'event', event: outboundEvent(type, told, about) };
  }

  /** A change that could not be made, or only in part. The run goes on. */
  problem(change: ChangeKind, problem: { reason: string; why: string; saw?: Record<string, unknown> }): Consequence {
    const saw = { change, reason: problem.reason, ...problem.saw };
    return { kind: 'problem', line: { at: this.now, what: 'change_failed', why: problem.why, saw } };
  }

  /** Chats are on a WhatsApp number, and the workspace has none. */
  noChat(change: ChangeKind): Consequence {
    return this.problem(change, {
      reason: 'no_number',
      why: 'the workspace has no WhatsApp number, so there is no chat',
    });
  }

  /** One problem for each name the workspace does not know. */
  unknown(
    change: ChangeKind,
    what: string,
    { named, known }: { named: readonly string[]; known: readonly string[] },
  ): Consequence[] {
    return [...new Set(named)]
      .filter((name) => !known.includes(name))
      .map((name) =>
        this.problem(change, {
          reason: `unknown_${what}`,
          why: `there is no ${what} "${name}"`,
          saw: { [what]: name },
        }),
      );
  }
}
