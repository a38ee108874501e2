import { isOptOut } from '@threadline/domain';
import type { ReplyContent, ReplyFact } from '../engine/fact.js';
import type { TriggerEvent } from '../engine/world.js';
import { route, type MatchingAutomation } from '../routing/route.js';
import { windowOpened } from '../steps/free-message.js';
import { messageReceived } from '../triggers/customer-message.trigger.js';
import { claimOf, matchTriggers, occasionOf, type MatchedTrigger } from '../triggers/firing.js';
import type { Endings } from './endings.js';
import type { Entries } from './entries.js';
import { hear, type Events } from './events.js';
import type { Scene } from './scene.js';
import type { SimulatedReply } from './timeline.js';

/** What the contact writes is taken by exactly one: the opt-out, a run that waits for it, or a trigger. */
export class Replies {
  constructor(
    private readonly scene: Scene,
    private readonly parts: { endings: Endings; entries: Entries; events: Events },
  ) {}

  receive(said: SimulatedReply, quotes?: string): void {
    const { contact, now } = this.scene;
    const seq = contact.nextSeq();
    const content = contentOf(said);
    const event = { type: messageReceived, id: `message-${seq}`, time: now, data: { content } };
    contact.wrote(now);
    if (content.kind === 'text' && isOptOut(content.text)) this.optOut(`message ${event.id}`);
    else this.route(event, { kind: 'reply', at: now, seq, messageId: event.id, content }, quotes);
  }

  /** Acts on all runs at once. */
  optOut(because: string): void {
    this.scene.contact.withdrawConsent();
    this.parts.endings.endAll('opted_out', because);
  }

  private route(event: TriggerEvent, reply: ReplyFact, quotes: string | undefined): void {
    this.parts.events.tell(event);
    const { live, definition } = this.scene;
    for (const run of live) hear(run, { ...event, id: `${event.id}/window`, type: windowOpened });
    const waiting = live.flatMap(({ id, askedSeq }) => (askedSeq === undefined ? [] : [{ runId: id, askedSeq }]));
    const quotedRunId = quotes === undefined ? undefined : this.quote(quotes, reply.content);
    const matching = matchTriggers(event, definition, this.scene.triggerFacts);
    const routing = route({
      quotedRunId,
      waiting,
      matching: matching.flatMap((trigger) => this.claim(trigger, event)),
    });
    if (routing.takenBy === 'run') live.find(({ id }) => id === routing.runId)?.inbox.push(reply);
    else if (routing.takenBy === 'nobody') this.scene.say(undefined, nobody(reply));
    const trigger = routing.takenBy === 'automation' && matching.find(({ id }) => id === routing.triggerId);
    if (trigger) this.parts.entries.fire(trigger, event);
  }

  private claim(trigger: MatchedTrigger, event: TriggerEvent): MatchingAutomation[] {
    const claim = claimOf(trigger);
    const occasion = occasionOf(trigger, event, this.scene.triggerFacts);
    const hasAnswered = occasion !== undefined && this.parts.entries.hasFired(trigger.id, occasion);
    return claim ? [{ ...claim, automationId: 'automation', triggerId: trigger.id, hasAnswered }] : [];
  }

  /** A quoted message was seen, so it counts as read; one whose button or row was tapped, as clicked. Returns its run. */
  private quote(step: string, { kind }: ReplyContent): string | undefined {
    const sent = this.scene.runs.flatMap((run) => run.messages.map((message) => ({ run, message })));
    const quoted = sent.findLast(
      ({ message: { stepId, status } }) => stepId === step && status !== 'planned' && status !== 'skipped',
    );
    if (!quoted) return undefined;
    const { run, message } = quoted;
    const { now } = this.scene;
    message.status = 'read';
    message.readAt ??= now;
    if (kind === 'button' || kind === 'list_reply') message.clickedAt = now;
    return run.id;
  }
}

const nobody = ({ messageId }: ReplyFact) => ({
  what: 'reply_for_nobody',
  why: 'no run waits for a reply and no trigger matches it',
  saw: { message: messageId },
});

function contentOf(said: SimulatedReply): ReplyContent {
  if ('text' in said) return { kind: 'text', text: said.text };
  if ('button' in said) return { kind: 'button', payload: said.button, text: said.button };
  if ('row' in said) return { kind: 'list_reply', id: said.row, title: said.row };
  if ('media' in said) return { kind: 'media', media: said.media };
  return { kind: 'location', ...said.location };
}
