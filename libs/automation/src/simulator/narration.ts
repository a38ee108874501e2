import type { Instant, VariableValue } from '@threadline/domain';
import { DateTime } from 'luxon';
import type { SendContent, SendEffect, TrailEntry } from '../engine/decision.js';
import type { Budget } from './bounds.js';
import { shorten, shortText } from './shorten.js';
import type { SimulatedSend, SimulatedTrailEntry } from './simulation-result.js';

/** Tells what happened in the order it happened, in UTC and in the contact's own time. */
export class Narration {
  readonly trail: SimulatedTrailEntry[] = [];
  readonly sends: SimulatedSend[] = [];
  private last: { moment: Instant; told: { at: string; localTime: string } } | undefined;

  constructor(
    private readonly zone: string,
    private readonly budget: Budget,
  ) {}

  /** A line of a run's timeline, or of no run's. */
  say(run: string | undefined, { at, intendedAt, stepId, turn, what, why, saw }: TrailEntry): void {
    this.budget.spend('lines');
    this.trail.push({
      ...this.when(at),
      ...(run !== undefined && { run }),
      ...(stepId !== undefined && { step: stepId }),
      ...(turn !== undefined && { turn }),
      ...(intendedAt !== undefined && { intendedAt: iso(intendedAt) }),
      what,
      why: shortText(why),
      ...(saw && { saw: shorten(saw) as Record<string, unknown> }),
    });
  }

  /** WhatsApp took a message. */
  sent(run: string, { stepId, turn, content, intendedAt }: SendEffect, at: Instant): void {
    this.budget.spend('sends');
    const planned = this.trail.findLast(
      (line) => line.run === run && line.step === stepId && line.turn === turn && line.what === 'send_planned',
    );
    this.sends.push({
      ...this.when(at),
      run,
      step: stepId,
      turn,
      kind: content.kind,
      ...shown(content),
      intendedAt: iso(intendedAt),
      why: planned?.why ?? '',
    });
  }

  /** Many lines are of one moment, and a zone's clock is slow to read. */
  private when(at: Instant): { at: string; localTime: string } {
    if (this.last?.moment === at) return this.last.told;
    this.last = { moment: at, told: { at: iso(at), localTime: localIso(at, this.zone) } };
    return this.last.told;
  }
}

function shown(content: SendContent): Pick<SimulatedSend, 'template' | 'variables' | 'text'> {
  if (content.kind === 'template') return { template: content.name, variables: shownVariables(content.variables) };
  const text = 'text' in content ? content.text : 'caption' in content ? content.caption : undefined;
  return text === undefined ? {} : { text };
}

const shownVariables = (variables: Readonly<Record<string, VariableValue>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, wordsOf(value)]));

function wordsOf(value: VariableValue): string {
  if (typeof value === 'string') return value;
  return 'fallback' in value ? value.fallback : value.dateTime;
}

/** A moment on the clock of a zone, such as `2026-03-28T14:00:00+01:00`. */
function localIso(moment: Instant, zone: string): string {
  const minutes = DateTime.fromMillis(moment, { zone }).offset;
  const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${iso(moment + minutes * 60_000).slice(0, 19)}${minutes < 0 ? '-' : '+'}${offset}`;
}

export const iso = (moment: Instant): string => new Date(moment).toISOString();
