import { Duration } from '@threadline/domain';
import { z } from 'zod';
import type { EventFact } from '../engine/fact.js';
import type { Listen } from '../engine/run-state.js';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import type { RunView } from './run-view.js';
import { goTo, problem, stay, waitFor, type StepOutcome } from './step-outcome.js';

/** What the starting run hears of the run it started. Their data name the step and its turn. */
export const startNews = { entered: 'automation.entered', refused: 'automation.refused', ended: 'run.ended' } as const;
/** How long the word whether the other automation took the contact may take; it comes with the decision itself. */
const wordWithin = 'PT5M';

const listen = (...types: string[]): Listen[] => types.map((type) => ({ kind: 'event', type }));

const schema = z
  .strictObject({
    ...stepBase,
    type: z.literal('start_automation'),
    automation: z.string().min(1).max(200).describe('The slug of the automation.'),
    wait: z.strictObject({ deadline: Duration }).optional().describe('Wait until the other run has ended.'),
    next: Next,
    refused: Next.optional(),
    timeout: Next.optional().describe('The other run has not ended within the deadline; default: `next`.'),
  })
  .meta({
    id: 'StartAutomationStep',
    description: 'Starts another automation for the contact, by that automation`s entry rules.',
  });
type StartAutomation = z.infer<typeof schema>;

/** Starts another automation for the contact, by that automation's entry rules. */
export const startAutomation = defineStep({
  kind: 'data',
  schema,

  begin(step, run) {
    const { automation, wait, next } = step;
    const { stepId, turn } = run;
    const said = {
      what: 'automation_started',
      why: `starts ${automation}`,
      saw: { automation },
      changes: [{ kind: 'automation_started', stepId, turn, automation } as const],
    };
    if (wait)
      return waitFor({ until: run.after(wait.deadline), listen: listen(startNews.refused, startNews.ended) }, said);
    if (step.refused === undefined) return goTo(next, said);
    return waitFor({ until: run.after(wordWithin), listen: listen(startNews.entered, startNews.refused) }, said);
  },

  resume(step, occasion, run) {
    if (occasion.kind === 'event') return isAboutUs(occasion.event, run) ? heard(step, occasion.event) : stay();
    const isLate = step.wait !== undefined;
    const next = isLate && step.timeout !== undefined ? step.timeout : step.next;
    return goTo(next, { what: 'timed_out', why: 'the other run has not ended in time', result: { status: 'timeout' } });
  },

  ways: (step) => waysIn(step, 'next', 'refused', 'timeout'),
});

const isAboutUs = ({ data }: EventFact, { stepId, turn }: RunView) =>
  data['stepId'] === stepId && data['turn'] === turn;

function heard(step: StartAutomation, { type, data }: EventFact): StepOutcome {
  if (type === startNews.refused) {
    return problem({ reason: 'refused', detail: wordOf(data['reason']) }, { wired: step.refused, next: step.next });
  }
  const isEnd = type === startNews.ended;
  const why = isEnd ? `the other run has ended: ${wordOf(data['state'])}` : 'the other automation took the contact';
  const result = isEnd
    ? { status: 'ended', state: data['state'] ?? null, reason: data['reason'] ?? null }
    : { status: 'entered' };
  return goTo(step.next, { what: isEnd ? 'automation_ended' : 'automation_entered', why, result });
}

const wordOf = (value: unknown) => (typeof value === 'string' ? value : 'for an unknown reason');
