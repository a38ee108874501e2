import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { beginCall, Connection } from './calling.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import { resultIn } from './sending.js';
import { goTo, problem } from './step-outcome.js';

const base = {
  ...stepBase,
  type: z.literal('voice_call'),
  connection: Connection,
  answered: Next,
  unanswered: Next,
  denied: Next.optional().describe('The contact does not allow calls; default: as `failed`.'),
  failed: Next.optional(),
};

const schema = formsOf(
  'voice_call',
  {
    script: z.strictObject({ ...base, script: LiquidText.min(1).describe('What is said.') }),
    audio: z.strictObject({ ...base, audio: LiquidText.min(1).describe('The address of a recording.') }),
  },
  {
    id: 'VoiceCallStep',
    description:
      'Calls the contact through the voice connection, asking for permission first where WhatsApp demands it.',
  },
);

/** Calls the contact through the voice connection, asking for permission first where WhatsApp demands it. */
export const voiceCall = defineStep({
  kind: 'data',
  schema,

  begin(step, run) {
    const rendered = run.render('script' in step ? step.script : step.audio);
    const ways = { failed: step.failed, next: step.unanswered };
    if (!rendered.ok)
      return problem(
        { reason: 'render_failed', detail: rendered.reason },
        { wired: step.failed, next: step.unanswered },
      );
    const say = 'script' in step ? { script: rendered.text } : { audio: rendered.text };
    return beginCall(ways, run, {
      call: { to: 'voice', connection: step.connection, say },
      said: { why: 'calls the contact' },
    });
  },

  resume(step, occasion) {
    const result = resultIn(occasion);
    switch (result.outcome) {
      case 'done':
        return goTo(step.answered, {
          what: 'call_answered',
          why: 'the contact answered',
          result: { status: 'answered', ...result.data },
        });
      case 'unanswered':
        return goTo(step.unanswered, {
          what: 'call_unanswered',
          why: 'nobody answered',
          result: { status: 'unanswered', ...result.data },
        });
      case 'denied':
        return problem({ reason: 'denied' }, { wired: step.denied ?? step.failed, next: step.unanswered });
      case 'failed':
        return problem(result, { wired: step.failed, next: step.unanswered });
      default:
        throw new RangeError(`a voice call cannot come to ${result.outcome}`);
    }
  },

  ways: (step) => waysIn(step, 'answered', 'unanswered', 'denied', 'failed'),
  texts: (step) => ('script' in step ? [{ at: ['script'], text: step.script }] : [{ at: ['audio'], text: step.audio }]),
});
