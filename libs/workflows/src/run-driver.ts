import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import {
  searchAttribute,
  signsOfLife,
  type EffectOrder,
  type RunActivities,
  type RunDecisions,
  type RunInput,
  type RunOutcome,
  type StandingOrders,
} from '@threadline/contracts/workflows';

/** Below Temporal's 10 s workflow task time-out, above the database's own statement time-out, so that the database answers first. */
const decisions = proxyLocalActivities<RunDecisions>({
  startToCloseTimeout: '7s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '1s', maximumInterval: '60s' },
});

/**
 * No total bound: an outage is waited for. An attempt's bound is longer than the HTTP client's time-out plus waiting for a slot;
 * an attempt whose worker has died is noticed by its missing heartbeat.
 */
const { sendMessage, performCall } = proxyActivities<RunActivities>({
  startToCloseTimeout: '60s',
  heartbeatTimeout: signsOfLife.deadAfterMs,
  retry: { initialInterval: '1s', maximumInterval: '60s' },
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** How long an effect that failed by our own defect rests before it is launched again. */
const restMs = 60_000;

/** The verbs of the loop: what is in flight, the bell, and the newest revision the run has shown. */
export class RunDriver {
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly sending = new CancellationScope();
  private rung = false;
  private isLettingGo = false;

  constructor(private readonly input: RunInput) {}

  ring(): void {
    this.rung = true;
  }

  stop(): void {
    this.input.stopRequested = true;
    this.ring();
  }

  /** Asks for the next decision. A ring during the call means another one. */
  async advance(): Promise<StandingOrders> {
    this.rung = false;
    const orders = await decisions.advanceRun({ ...this.input, now: Date.now() });
    this.input.seenRevision = Math.max(this.input.seenRevision, orders.revision);
    setCurrentDetails(orders.details);
    return orders;
  }

  /** Launches the effects that are not in flight. */
  launch(effects: readonly EffectOrder[]): void {
    for (const effect of effects) {
      if (!this.inFlight.has(effect.id)) this.inFlight.set(effect.id, this.perform(effect));
    }
  }

  /** Until a bell, an ended effect, or the moment. Overdue means at once. */
  async wait({ wakeAt, waitingFor }: StandingOrders): Promise<void> {
    if (wakeAt === undefined) return condition(() => this.rung);
    const ms = wakeAt - Date.now();
    if (ms > 0) await condition(() => this.rung, ms, waitingFor === undefined ? {} : { summary: waitingFor });
  }

  /** Whether the history has grown so long that the server asks for a new one. */
  get shouldStartAfresh(): boolean {
    return workflowInfo().continueAsNewSuggested;
  }

  /** Goes on in a new history, whose first decision orders again what was let go here. */
  async startAfresh(): Promise<never> {
    await this.letGo();
    return continueAsNew(this.input);
  }

  async finish(outcome: RunOutcome): Promise<RunOutcome> {
    await this.letGo();
    upsertSearchAttributes({ [searchAttribute.outcome]: [outcome.reason ?? outcome.state] });
    return outcome;
  }

  /** Until claimed sends have ended; sends that wait for a retry are let go, since their retries have no total bound. */
  private async letGo(): Promise<void> {
    this.isLettingGo = true;
    this.sending.cancel();
    await Promise.all(this.inFlight.values());
  }

  private async perform(effect: EffectOrder): Promise<void> {
    try {
      await this.sending.run<unknown>(() => launched(effect));
    } catch {
      await condition(() => this.isLettingGo, restMs);
    } finally {
      this.inFlight.delete(effect.id);
      this.ring();
    }
  }
}

function launched({ id, kind, summary }: EffectOrder): Promise<unknown> {
  return kind === 'call'
    ? performCall.executeWithOptions({ summary }, [{ callId: id }])
    : sendMessage.executeWithOptions({ summary }, [{ messageId: id }]);
}
