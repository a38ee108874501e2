import { randomUUID } from 'node:crypto';
import type {
  AdvanceRunInput,
  EffectOrder,
  PerformCallResult,
  RunOutcome,
  SendMessageResult,
  StandingOrders,
} from '@threadline/contracts/workflows';

/** What a fake run does, one after the other. `ms` is the wait, which a reply ends where an answer is waited for. */
export type FakeStep = { kind: 'send' | 'call'; id: string } | { kind: 'pause' | 'answer'; ms: number };

export const send = (id: string): FakeStep => ({ kind: 'send', id });
export const call = (id: string): FakeStep => ({ kind: 'call', id });
export const pause = (ms: number): FakeStep => ({ kind: 'pause', ms });
export const answer = (withinMs: number): FakeStep => ({ kind: 'answer', ms: withinMs });

/** Runs before a decision, the `count`-th; may throw, or give orders to be returned instead of a decision. */
export type BeforeAdvance = (
  count: number,
  input: AdvanceRunInput,
) => Promise<StandingOrders | void> | StandingOrders | void;

/** Runs before the `count`-th attempt of a send or call is accepted; may throw. */
export type BeforeSend = (count: number) => Promise<void> | void;

/** A run's row with its messages and calls, in place of Postgres and the engine. Level-triggered like them, and it notes what it is asked. */
export class FakeRun {
  readonly id = randomUUID();
  epoch = 1;
  beforeAdvance: BeforeAdvance = () => undefined;
  beforeSend: BeforeSend = () => undefined;
  /** What was asked, one entry for each decision. */
  readonly advances: AdvanceRunInput[] = [];
  /** The attempts at sending and calling, by step. */
  readonly attempts: string[] = [];
  private readonly performed = new Set<string>();
  private revision = 1;
  private replies = 0;
  private position = 0;
  private until: number | undefined;
  private outcome: RunOutcome | undefined;

  constructor(private readonly steps: readonly FakeStep[]) {}

  /** Ends the run, in a transaction of its own as the dispatcher does. */
  exit(reason: string): void {
    if (this.outcome) return;
    this.outcome = { state: 'exited', reason };
    this.revision += 1;
  }

  /** A reply arrives in the run's inbox. */
  reply(): void {
    this.replies += 1;
  }

  async advance(input: AdvanceRunInput): Promise<StandingOrders> {
    this.advances.push(input);
    const given = await this.beforeAdvance(this.advances.length, input);
    if (given) return given;
    if (this.epoch > input.epoch) return { ...this.orders(), effects: [], outcome: { state: 'replaced' } };
    if (input.stopRequested) this.exit('stopped_by_user');
    this.decide(input.now);
    return this.orders();
  }

  async send(step: string): Promise<SendMessageResult> {
    await this.perform(step);
    return { outcome: 'accepted' };
  }

  async call(step: string): Promise<PerformCallResult> {
    await this.perform(step);
    return { outcome: 'done' };
  }

  private async perform(step: string): Promise<void> {
    this.attempts.push(step);
    await this.beforeSend(this.attempts.filter((attempted) => attempted === step).length);
    this.performed.add(step);
  }

  private decide(now: number): void {
    const before = [this.position, this.until];
    for (let step = this.steps[this.position]; !this.outcome; step = this.steps[this.position]) {
      if (step === undefined) this.outcome = { state: 'completed' };
      else if (this.isDone(step, now)) this.leaveStep();
      else break;
    }
    if (before[0] !== this.position || before[1] !== this.until) this.revision += 1;
  }

  private isDone(step: FakeStep, now: number): boolean {
    if (isEffect(step)) return this.performed.has(step.id);
    if (step.kind === 'answer' && this.replies > 0) return true;
    this.until ??= now + step.ms;
    return this.until <= now;
  }

  private leaveStep(): void {
    if (this.steps[this.position]?.kind === 'answer') this.replies = 0;
    this.position += 1;
    this.until = undefined;
  }

  private orders(): StandingOrders {
    const step = this.outcome ? undefined : this.steps[this.position];
    const state = this.outcome?.state ?? 'active';
    return {
      revision: this.revision,
      effects: step && isEffect(step) ? [orderOf(this.id, step)] : [],
      ...(this.until !== undefined && { wakeAt: this.until, waitingFor: `the end of the ${step?.kind}` }),
      ...(this.outcome && { outcome: this.outcome }),
      details: `**${state}** (revision ${this.revision})`,
    };
  }
}

type FakeEffect = Extract<FakeStep, { id: string }>;

const isEffect = (step: FakeStep): step is FakeEffect => step.kind === 'send' || step.kind === 'call';

const orderOf = (runId: string, { kind, id }: FakeEffect): EffectOrder => ({
  id: `${runId}/${id}`,
  kind: kind === 'send' ? 'message' : 'call',
  summary: `${kind === 'send' ? 'send template' : 'call webhook'} of ${id}, turn 1`,
});
