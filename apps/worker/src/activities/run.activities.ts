import { Injectable } from '@nestjs/common';
import { ApplicationFailure } from '@temporalio/activity';
import type {
  AdvanceRunInput,
  RunActivities,
  RunDecisions,
  SendMessageInput,
  SendMessageResult,
  StandingOrders,
} from '@threadline/contracts';
import { AdvanceRun, Later, OutgoingMessages } from '@threadline/runs';

/** What runs ask of the worker: decisions, and messages sent. */
@Injectable()
export class RunWork implements RunDecisions, RunActivities {
  constructor(
    private readonly decisions: AdvanceRun,
    private readonly outgoing: OutgoingMessages,
  ) {}

  advanceRun = (input: AdvanceRunInput): Promise<StandingOrders> => this.decisions.advance(input);

  sendMessage = ({ messageId }: SendMessageInput): Promise<SendMessageResult> =>
    this.outgoing.send(messageId).catch(rethrow);
}

function rethrow(error: unknown): never {
  if (!(error instanceof Later)) throw error;
  throw ApplicationFailure.create({ message: error.message, type: error.code, nextRetryDelay: error.waitMs });
}
