/** What a stage gets while it starts. */
export interface StageContext {
  /** Aborted when the stack stops: a start must give up soon after. */
  readonly signal: AbortSignal;
  /** Says what a long step is doing. */
  readonly report: (line: string) => void;
  /** Tells that the stage broke down after it was ready. */
  readonly lost: (error: Error) => void;
}

/** One part of the stack that is started, is ready, and is stopped. `stop` must bear a start that never finished. */
export interface Stage {
  readonly name: string;
  start(context: StageContext): Promise<void>;
  stop(): Promise<void>;
}

/** A stage that does something once and leaves nothing running. */
export const task = (name: string, run: (context: StageContext) => Promise<void>): Stage => ({
  name,
  start: run,
  stop: () => Promise.resolve(),
});
