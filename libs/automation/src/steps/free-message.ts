import { isWindowOpen } from '../conditions/judge-fact.js';
import type { SendContent } from '../engine/decision.js';
import type { SendingPolicy } from '../language/settings.js';
import type { Occasion } from './occasion.js';
import type { RunView } from './run-view.js';
import { afterSend, skipped, type SendWays } from './sending.js';
import { faultIn } from './content-fault.js';
import { end, goTo, perform, problem, waitFor, type Said, type StepOutcome } from './step-outcome.js';

/** The type of the event that the contact has written, so that free messages may be sent again. */
export const windowOpened = 'conversation.window_opened';
/** How long a free message waits for the contact to write. */
const longestSilence = 'P7D';

/** A free message, rendered, or why it could not be. `within` is the field of the step that holds the contents' own fields. */
export type FreeContent =
  { ok: true; content: SendContent; said: Omit<Said, 'what'>; within?: string } | { ok: false; reason: string };

type FreeStep = SendWays & { sending?: SendingPolicy | undefined };

/** Orders a free message, or does what the policy says while the window is closed. */
export function beginFree(step: FreeStep, run: RunView, free: FreeContent): StepOutcome {
  const ways = { wired: step.failed, next: step.next };
  if (!free.ok) return problem({ reason: 'render_failed', detail: free.reason }, ways);
  const fault = faultIn(free.content, free.within);
  if (fault) return problem(fault, ways);
  const isClosed = !isWindowOpen(run.world, run.at) || run.result?.['windowClosed'] === true;
  const policy = isClosed ? policyOf(step, run) : undefined;
  if (policy === undefined) {
    return perform(
      { kind: 'send', category: 'service', content: free.content },
      { what: 'send_planned', ...free.said },
    );
  }
  return whileClosed(step, run, policy);
}

/** Where a free message goes once it has ended, or its window has opened. `again` renders it anew. */
export function resumeFree(
  step: FreeStep,
  { occasion, run }: { occasion: Occasion; run: RunView },
  again: () => FreeContent,
): StepOutcome {
  if (occasion.kind === 'timer') return skipped(step.next, `the contact wrote nothing for ${longestSilence}`);
  if (occasion.kind === 'event') return beginFree(step, run, again());
  const isClosed = occasion.kind === 'effect' && occasion.result.outcome === 'window_closed';
  if (!isClosed || policyOf(step, run) === undefined) return afterSend(step, occasion);
  const said = { what: 'window_closed', why: 'WhatsApp says the window is closed', result: { windowClosed: true } };
  return goTo(run.stepId, said);
}

/** What to do about a closed window; undefined when the step's own way out, or none, is to be taken. */
function policyOf(step: FreeStep, { settings }: RunView): SendingPolicy['whenWindowClosed'] {
  if (step.windowClosed !== undefined) return undefined;
  return step.sending?.whenWindowClosed ?? settings.sending?.whenWindowClosed;
}

function whileClosed(
  step: FreeStep,
  run: RunView,
  policy: NonNullable<SendingPolicy['whenWindowClosed']>,
): StepOutcome {
  if (policy === 'skip') return skipped(step.next, 'window_closed');
  if (policy === 'exit') {
    const ending = { state: 'exited', reason: 'step_failed', detail: 'window_closed' } as const;
    return end(ending, { what: 'send_failed', why: 'the window is closed' });
  }
  if (policy === 'wait_for_reply') {
    const wait = { until: run.after(longestSilence), listen: [{ kind: 'event' as const, type: windowOpened }] };
    return waitFor(wait, { what: 'waits', why: 'the window is closed: waits until the contact writes' });
  }
  const content = { kind: 'template', name: policy.send_template, language: policy.language, variables: {} } as const;
  const why = `the window is closed: template ${content.name} (${content.language}) instead`;
  return perform({ kind: 'send', category: run.settings.category, content }, { what: 'send_planned', why });
}
