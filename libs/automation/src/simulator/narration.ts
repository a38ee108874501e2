import { DateTime } from 'luxon';
import type { SendEffect, TrailEntry } from '../engine/decision.js';
import type { SimulatedSend, SimulatedTrailEntry } from './simulation.js';

/** Tells what happened in the order it happened, in UTC and in the contact's own time. */
export class Narration {
  readonly trail: SimulatedTrailEntry[] = [];
  readonly sends: SimulatedSend[] = [];

  constructor(private readonly zone: string) {}

  say({ at, stepId, turn, what, why, saw }: TrailEntry): void {
    this.trail.push({
      ...this.when(at),
      ...(stepId !== undefined && { step: stepId }),
      ...(turn !== undefined && { turn }),
      what,
      why,
      ...(saw && { saw }),
    });
  }

  sent({ stepId, turn, content, intendedAt }: SendEffect, at: number): void {
    this.sends.push({
      ...this.when(at),
      step: stepId,
      turn,
      kind: content.kind === 'template' ? 'template' : 'text',
      ...(content.kind === 'template' && { template: content.name, variables: content.variables }),
      ...('text' in content && { text: content.text }),
      intendedAt: iso(intendedAt),
      why: this.trail.findLast(({ step, turn: told }) => step === stepId && told === turn)?.why ?? '',
    });
  }

  private when(at: number): { at: string; localTime: string } {
    return { at: iso(at), localTime: DateTime.fromMillis(at, { zone: this.zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ") };
  }
}

export const iso = (moment: number): string => new Date(moment).toISOString();
