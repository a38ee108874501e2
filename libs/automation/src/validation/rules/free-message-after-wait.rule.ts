import { nominalMs } from '@threadline/domain';
import { stepAt } from '../../engine/graph.js';
import type { AutomationDefinition } from '../../language/definition.js';
import { behaviourOf, type Step } from '../../steps/index.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

const windowMs = 24 * 60 * 60 * 1_000;

/** A free message needs an open window, and a window closes 24 hours after the contact's last message. */
export const freeMessageAfterWait: Rule = (definition) => {
  const silence = silences(definition);
  return Object.entries(definition.steps)
    .filter(
      ([stepId, step]) => isFree(step) && !isProvidedFor(step, definition) && (silence.get(stepId) ?? 0) >= windowMs,
    )
    .map(([stepId]) => ({
      severity: 'warning',
      code: 'free_message_after_wait',
      path: pointer('steps', stepId),
      message: 'this free message may come 24 hours or more after the contact`s last one, when the window is closed',
      fix: 'Send a template, wire "windowClosed", or set "whenWindowClosed".',
    }));
};

const isFree = (step: Step) => behaviourOf(step).needsWindow === true;

const isProvidedFor = (step: Step, { settings }: AutomationDefinition) =>
  ('windowClosed' in step && step.windowClosed !== undefined) ||
  (settings.sending?.whenWindowClosed ?? ('sending' in step ? step.sending?.whenWindowClosed : undefined)) !==
    undefined;

/** For each step the longest time that may have passed since the contact wrote or the run began, up to the window's length. */
function silences(definition: AutomationDefinition): Map<string, number> {
  const longest = new Map<string, number>();
  const open: [string, number][] = [[definition.start, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [stepId, silence] = next;
    const step = stepAt(definition, stepId);
    if (!step) continue;
    const reached = Math.min(windowMs, silence + durationOf(step, 'after'));
    if (reached <= (longest.get(stepId) ?? -1)) continue;
    longest.set(stepId, reached);
    open.push(...onwards(step, reached));
  }
  return longest;
}

function onwards(step: Step, silence: number): [string, number][] {
  const waited = silence + waitOf(step);
  return behaviourOf(step)
    .ways(step)
    .flatMap(({ at, to }): [string, number][] => {
      if (to === null) return [];
      return [[to, step.type === 'customer_response' && at[0] !== 'timeout' ? 0 : waited]];
    });
}

/** How long a step may wait, at most. A time of day comes within a day; dates and opening hours may be further away. */
function waitOf(step: Step): number {
  if (step.type === 'delay' && !('for' in step)) return 'at' in step && !step.weekdays ? windowMs - 1 : windowMs;
  if (step.type === 'start_automation') return step.wait ? nominalMs(step.wait.deadline) : 0;
  return durationOf(step, 'for') + durationOf(step, 'deadline');
}

function durationOf(step: Step, field: 'after' | 'for' | 'deadline'): number {
  const duration = (step as Partial<Record<typeof field, string>>)[field];
  return duration === undefined ? 0 : nominalMs(duration);
}
