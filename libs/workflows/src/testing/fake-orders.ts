import type {
  AdvanceRunInput,
  PerformCallInput,
  PerformCallResult,
  RunActivities,
  RunDecisions,
  SendMessageInput,
  SendMessageResult,
  StandingOrders,
} from '@threadline/contracts/workflows';
import { FakeRun, type FakeStep } from './fake-run.js';

/** The driver's activities over fake runs, in the shape of the worker's own. */
export class FakeOrders implements RunDecisions, RunActivities {
  private readonly runs = new Map<string, FakeRun>();

  add(...steps: readonly FakeStep[]): FakeRun {
    const run = new FakeRun(steps);
    this.runs.set(run.id, run);
    return run;
  }

  advanceRun = (input: AdvanceRunInput): Promise<StandingOrders> => this.runOf(input.runId).advance(input);

  sendMessage = ({ messageId }: SendMessageInput): Promise<SendMessageResult> => {
    const [runId = '', step = ''] = messageId.split('/');
    return this.runOf(runId).send(step);
  };

  performCall = ({ callId }: PerformCallInput): Promise<PerformCallResult> => {
    const [runId = '', step = ''] = callId.split('/');
    return this.runOf(runId).call(step);
  };

  private runOf(id: string): FakeRun {
    const run = this.runs.get(id);
    if (!run) throw new Error(`there is no run ${id}`);
    return run;
  }
}
