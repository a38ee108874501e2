import { ApplicationFailure } from '@temporalio/activity';
import type {
  AdvanceRunInput,
  RunActivities,
  RunDecisions,
  SendMessageInput,
  SendMessageResult,
  StandingOrders,
} from '@threadline/contracts';
import { Later, type AdvanceRun, type OutgoingMessages } from '@threadline/runs';
import { forHistory } from './for-history.js';

/** What runs ask of the worker: decisions, and messages sent. */
export class RunWork implements RunDecisions, RunActivities {
  constructor(
    private readonly decisions: Pick<AdvanceRun, 'advance'>,
    private readonly outgoing: Pick<OutgoingMessages, 'send'>,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  advanceRun = (input: AdvanceRunInput): Promise<StandingOrders> =>
    this.decisions.advance(input).catch((error: unknown) => this.rethrow(error));

  sendMessage = ({ messageId }: SendMessageInput): Promise<SendMessageResult> =>
    this.outgoing.send(messageId).catch((error: unknown) => this.rethrow(error));

  private rethrow(error: unknown): never {
    if (error instanceof Later) {
      throw ApplicationFailure.create({ message: error.message, type: error.code, nextRetryDelay: error.waitMs });
    }
    this.onFailure(error);
    throw forHistory(error);
  }
}
