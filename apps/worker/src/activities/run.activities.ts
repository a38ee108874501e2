import { ApplicationFailure } from '@temporalio/activity';
import type {
  AdvanceRunInput,
  PerformCallInput,
  PerformCallResult,
  RunActivities,
  RunDecisions,
  SendMessageInput,
  SendMessageResult,
  StandingOrders,
} from '@threadline/contracts';
import { Later, type AdvanceRun, type OutgoingCalls, type OutgoingMessages } from '@threadline/runs';
import { AttemptNote } from './attempt-note.js';
import { forHistory } from './for-history.js';

/** What runs ask of the worker: decisions, messages sent, and calls made. */
export class RunWork implements RunDecisions, RunActivities {
  constructor(
    private readonly parts: {
      decisions: Pick<AdvanceRun, 'advance'>;
      messages: Pick<OutgoingMessages, 'send'>;
      calls: Pick<OutgoingCalls, 'perform'>;
    },
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  advanceRun = (input: AdvanceRunInput): Promise<StandingOrders> =>
    this.parts.decisions.advance(input).catch((error: unknown) => this.rethrow(error));

  sendMessage = ({ messageId }: SendMessageInput, note = new AttemptNote<number>()): Promise<SendMessageResult> => {
    const onClaim = (seq: number) => note.write(seq);
    return this.parts.messages
      .send(messageId, { seenClaim: note.read(), onClaim })
      .catch((error: unknown) => this.rethrow(error));
  };

  performCall = ({ callId }: PerformCallInput): Promise<PerformCallResult> =>
    this.parts.calls.perform(callId).catch((error: unknown) => this.rethrow(error));

  private rethrow(error: unknown): never {
    if (error instanceof Later) {
      throw ApplicationFailure.create({ message: error.message, type: error.code, nextRetryDelay: error.waitMs });
    }
    this.onFailure(error);
    throw forHistory(error);
  }
}
