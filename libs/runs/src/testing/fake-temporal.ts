import { type Client, WorkflowNotFoundError } from '@temporalio/client';

/** Remembers what Temporal was asked, and can be away, or slow. */
export class FakeTemporal {
  readonly started: { workflowId: string; args: unknown[] }[] = [];
  readonly rung: { workflowId: string; signal: string }[] = [];
  isAway = false;
  private held: Promise<void> = Promise.resolve();

  /** Temporal answers nobody before what is returned is called. */
  hold(): () => void {
    let letGo = () => {};
    this.held = new Promise((resolve) => (letGo = resolve));
    return letGo;
  }

  get client(): Client {
    return {
      withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
      workflow: {
        start: (_type: string, { workflowId, args }: { workflowId: string; args: unknown[] }) =>
          this.answer(() => this.started.push({ workflowId, args })),
        getHandle: (workflowId: string) => ({
          signal: (signal: string) => this.answer(() => this.ring(workflowId, signal)),
        }),
      },
    } as unknown as Client;
  }

  private ring(workflowId: string, signal: string): void {
    if (!this.started.some((started) => started.workflowId === workflowId)) {
      throw new WorkflowNotFoundError('no such workflow', workflowId, undefined);
    }
    this.rung.push({ workflowId, signal });
  }

  private async answer(act: () => unknown): Promise<void> {
    await this.held;
    if (this.isAway) throw new Error('connect ECONNREFUSED');
    act();
  }
}
