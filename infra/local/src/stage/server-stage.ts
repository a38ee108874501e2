import { Child, type ChildSpec } from '../process/child.js';
import { poll } from '../process/poll.js';
import type { Stage, StageContext } from './stage.js';

/** A server that runs as a child process. */
export interface Server {
  readonly name: string;
  /** Longest time from the spawn to ready, in milliseconds. */
  readonly readyWithinMs: number;
  /** Makes everything the process needs (downloads, data folders) and tells how to run it. */
  prepare(context: StageContext): Promise<ChildSpec>;
  isReady(): Promise<boolean>;
  /** What must exist inside the ready server. */
  complete?(context: StageContext): Promise<void>;
}

/** The stage of a server: it is ready when `isReady` says so, and reported as lost when the process ends by itself. */
export function serverStage(server: Server): Stage {
  let child: Child | undefined;
  let isStopping = false;
  return {
    name: server.name,
    async start(context) {
      const spec = await server.prepare(context);
      context.signal.throwIfAborted();
      child = new Child(spec);
      await untilReady(server, child, context.signal);
      await server.complete?.(context);
      const running = child;
      void running.exited.then((ending) => {
        if (!isStopping) context.lost(new Error(`${server.name} ${ending}; ${running.lastLines()}`));
      });
    },
    async stop() {
      isStopping = true;
      await child?.stop();
    },
  };
}

async function untilReady(server: Server, child: Child, signal: AbortSignal): Promise<void> {
  const patience = { timeoutMs: server.readyWithinMs, signal };
  const isDecided = async (): Promise<boolean> => child.ending !== undefined || (await server.isReady());
  const inTime = await poll(isDecided, patience);
  if (child.ending !== undefined) throw new Error(`${child.ending}; ${child.lastLines()}`);
  if (!inTime) throw new Error(`not ready after ${server.readyWithinMs / 1000} s; ${child.lastLines()}`);
}
