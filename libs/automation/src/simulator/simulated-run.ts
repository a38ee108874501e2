import type { Outcome, TrailEntry } from '../engine/decision.js';
import type { Fact } from '../engine/fact.js';
import type { RunState } from '../engine/run-state.js';
import type { TriggerEvent, WorldMessage } from '../engine/world.js';

/** A run of a simulation: its row, so to say. */
export interface SimulatedRun {
  id: string;
  triggerId: string;
  key: string;
  trigger: TriggerEvent;
  state: 'armed' | 'active' | 'completed' | 'exited' | 'disarmed' | 'refused';
  reason?: string;
  armedUntil?: number;
  enteredAt?: number;
  endedAt?: number;
  convertedAt?: number;
  runState?: RunState;
  wakeAt?: number;
  /** The contact's sequence number at the last send that asked, while an answer is awaited. */
  askedSeq?: number;
  inbox: Fact[];
  messages: (WorldMessage & { readAt?: number })[];
  outcome?: Outcome;
}

export const isLive = ({ state }: SimulatedRun): boolean => state === 'armed' || state === 'active';

/** A line of the timeline before it is told in local time. */
export type Told = TrailEntry;
