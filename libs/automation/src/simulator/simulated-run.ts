import type { CallEffect, SendEffect } from '../engine/decision.js';
import type { Fact } from '../engine/fact.js';
import type { RunState } from '../engine/run-state.js';
import type { TriggerEvent, WorldMessage } from '../engine/world.js';

/** A message of a run. `isOpen` while its effect is still to be performed. */
export interface SimulatedMessage extends WorldMessage {
  effect: SendEffect;
  isOpen: boolean;
  deliveredAt?: number;
  readAt?: number;
  clickedAt?: number;
}

/** A run of a simulation: what production keeps in its row, inbox and effects. */
export interface SimulatedRun {
  id: string;
  triggerId: string;
  key: string;
  trigger: TriggerEvent;
  /** What its trigger fires once for, when that is not each event. */
  occasion?: string;
  /** How many automations caused each other before it. */
  depth: number;
  state: 'armed' | 'active' | 'completed' | 'exited' | 'disarmed' | 'refused';
  reason?: string;
  armedUntil?: number;
  /** Its place among those that were held at the door. */
  heldAs?: number;
  /** Whether it waits for the end of another run. */
  isQueued?: boolean;
  enteredAt?: number;
  endedAt?: number;
  convertedAt?: number;
  runState?: RunState;
  wakeAt?: number;
  /** The contact's sequence number at the last claimed send that asked, while an answer is awaited. */
  askedSeq?: number;
  standing: readonly string[];
  /** Facts it has not decided on. */
  inbox: Fact[];
  messages: SimulatedMessage[];
  /** Calls to outside systems that are in flight. */
  calls: CallEffect[];
}

export const isLive = ({ state }: SimulatedRun): boolean => state === 'armed' || state === 'active';

/** Whether a run, active or armed, has something to decide on now. */
export const isDue = ({ state, wakeAt, inbox }: SimulatedRun, now: number): boolean =>
  (wakeAt !== undefined && wakeAt <= now && (state === 'armed' || state === 'active')) ||
  (state === 'active' && inbox.length > 0);
