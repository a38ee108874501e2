import { Duration } from '@threadline/domain';
import { z } from 'zod';
import type { ReplyContent, ReplyFact } from '../engine/fact.js';
import { Next } from '../language/ids.js';
import { matchesMessage, textOf } from '../matching/matches.js';
import { MessageMatch } from '../matching/message-match.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import type { RunView } from './run-view.js';
import { goTo, waitFor, type StepOutcome } from './step-outcome.js';

const schema = z
  .strictObject({
    ...stepBase,
    type: z.literal('customer_response'),
    deadline: Duration.describe('How long to wait for a reply.'),
    answers: z
      .array(z.strictObject({ match: MessageMatch, next: Next }))
      .max(50)
      .default([]),
    debounce: Duration.default('PT2S').describe('Quick messages are joined until nothing came for so long.'),
    otherwise: Next.describe('A reply that no answer matches.'),
    timeout: Next.describe('No reply within the deadline.'),
  })
  .meta({
    id: 'CustomerResponseStep',
    description:
      'Waits for the contact`s reply. Replies that came since the last send, before the step was reached, count.',
  });
type Response = z.infer<typeof schema>;

/** Waits for the contact's reply. Replies that came since the last send, before the step was reached, count. */
export const customerResponse = defineStep({
  kind: 'wait',
  schema,

  begin(step, run) {
    if (run.replies.length > 0) return consider(step, run);
    return waitFor(
      { until: run.after(step.deadline), listen: [{ kind: 'reply' }] },
      { what: 'waits', why: `waits for a reply, ${step.deadline} at most` },
    );
  },

  resume(step, occasion, run) {
    if (occasion.kind === 'reply') return consider(step, run);
    if (run.replies.length > 0) return answer(step, run);
    return goTo(step.timeout, {
      what: 'timed_out',
      why: `no reply within ${step.deadline}`,
      result: { kind: 'timeout' },
    });
  },

  ways: (step) => [
    ...step.answers.map(({ next }, index) => ({ at: ['answers', index, 'next'], to: next })),
    ...waysIn(step, 'otherwise', 'timeout'),
  ],
});

/** A tapped button or list row is answered at once; other replies wait for the rest of what the contact is writing. */
function consider(step: Response, run: RunView): StepOutcome {
  const last = run.replies.at(-1);
  if (!last || run.replies.some(({ content }) => isTap(content))) return answer(step, run);
  const until = run.after(step.debounce, last.at);
  if (until <= run.now) return answer(step, run);
  return waitFor(
    { until, listen: [{ kind: 'reply' }] },
    { what: 'reply_heard', why: `waits ${step.debounce} for the rest of it`, saw: { message: last.messageId } },
  );
}

function answer(step: Response, run: RunView): StepOutcome {
  const used = run.replies;
  const said = contentsOf(used);
  const index = step.answers.findIndex(({ match }) => said.some((content) => matchesMessage(match, content)));
  const taken = step.answers[index];
  return goTo(taken ? taken.next : step.otherwise, {
    what: 'answered',
    why: taken ? `answer ${index + 1} matches` : 'no answer matches',
    saw: {
      messages: used.map(({ messageId }) => messageId),
      said: said.map((content) => textOf(content) ?? content.kind),
    },
    result: {
      kind: said.at(-1)?.kind ?? 'text',
      text: said.map(textOf).filter(Boolean).join('\n'),
      answer: taken ? index : 'otherwise',
    },
    used,
  });
}

/** What was said: the tap if there is one, else the texts joined to one, and the files and places beside them. */
function contentsOf(replies: readonly ReplyFact[]): ReplyContent[] {
  const contents = replies.map(({ content }) => content);
  const tap = contents.find(isTap);
  if (tap) return [tap];
  const texts = contents.flatMap((content) => (content.kind === 'text' ? [content.text] : []));
  const others = contents.filter(({ kind }) => kind !== 'text');
  return [...others, ...(texts.length > 0 ? [{ kind: 'text', text: texts.join('\n') } as const] : [])];
}

const isTap = ({ kind }: ReplyContent) => kind === 'button' || kind === 'list_reply';
