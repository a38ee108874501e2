import {
  replyContentOf,
  route,
  type MatchingAutomation,
  type ReplyFact,
  type World,
  windowOpened,
  type EventFact,
} from '@threadline/automation';
import type { InboundContent, WhatsAppMessageReceived } from '@threadline/contracts';
import { isOptOut } from '@threadline/domain';
import {
  emit,
  nextSeq,
  putFact,
  recordRouting,
  runOfQuoted,
  storeReceived,
  type Run,
  putEventIfHeard,
} from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import { momentOfOptOut, type OptOuts } from '../ending/opt-outs.js';
import { outboundEvent } from '../outbound-events.js';
import { oweRing } from '../temporal/owing.js';
import type { Work } from '../work.js';
import { startingEvent, type Given, type Handled } from './handle-event.js';
import type { RunNews } from './run-news.js';
import type { Starting } from './starting.js';

type Received = Handled<WhatsAppMessageReceived>;
interface Stored {
  id: string;
  seq: number;
  owner: World['conversation']['owner'];
  quotedRunId: string | undefined;
}

/** What a contact writes: stored, and taken by exactly one: the opt-out, a run that waits for it, a trigger, or the AI operator. */
export class InboundMessages {
  constructor(private readonly parts: { news: RunNews; optOuts: OptOuts; starting: Starting }) {}

  async receive(work: Work, received: Received, given: Given): Promise<void> {
    const stored = await this.store(work, received);
    const { content } = received.event.data;
    if (content.kind === 'text' && isOptOut(content.text)) {
      await this.optOut(work, received, { messageId: stored.id, text: content.text });
      return;
    }
    const live = await this.parts.news.tell(work, received);
    await this.openWindow(work, received.event, live);
    const starting = startingEvent(received, given);
    const matching = await this.parts.starting.competing(work, starting, given.published);
    const waiting = waitingAmong(live);
    const { quotedRunId, owner } = stored;
    const routing = think(() => route({ quotedRunId, waiting, owner, matching: matching.map(({ match }) => match) }));
    await recordRouting(work.tx, stored.id, routing);
    if (routing.takenBy === 'run') await this.give(work, { ...received, live }, { stored, runId: routing.runId });
    const winner = routing.takenBy === 'automation' && matching.find(({ match }) => isSame(match, routing));
    if (winner) await this.parts.starting.fire(work, { starting, ...winner, live });
  }

  private async optOut(
    work: Work,
    { event, contactId, live }: Received,
    { messageId, text }: { messageId: string; text: string },
  ): Promise<void> {
    const at = momentOfOptOut(Date.parse(event.time), work.now);
    const proof = { at, text, messageId, via: `message ${messageId}` };
    await this.parts.optOuts.optOut(work, { workspaceId: event.workspaceid, contactId, live, proof });
    await recordRouting(work.tx, messageId, { takenBy: 'opt_out', lost: [] });
  }

  private async store(work: Work, { event, contactId }: Received): Promise<Stored> {
    const { messageId, quotedMessageId, phoneNumberId, content } = event.data;
    const sentAt = Date.parse(event.time);
    const workspaceId = event.workspaceid;
    const seq = await nextSeq(work.tx, contactId);
    const { id, owner } = await storeReceived(work.tx, {
      workspaceId,
      contactId,
      phoneNumberId,
      providerId: messageId,
      content,
      sentAt,
      seq,
    });
    const quotedRunId =
      quotedMessageId === undefined
        ? undefined
        : await runOfQuoted(work.tx, workspaceId, { providerId: quotedMessageId, at: sentAt, isTap: isTap(content) });
    await emit(work.tx, [
      outboundEvent('message.received', { messageId: id, contactId }, { workspaceId, at: work.now, occurrence: id }),
    ]);
    return { id, seq, owner, quotedRunId };
  }

  /** The contact has written: free messages that waited for it may go out. */
  private async openWindow(work: Work, event: WhatsAppMessageReceived, live: readonly Run[]): Promise<void> {
    const fact: EventFact = { kind: 'event', at: Date.parse(event.time), id: event.id, type: windowOpened, data: {} };
    for (const run of live) {
      if (await putEventIfHeard(work.tx, run.id, fact))
        await oweRing(work, run, { signal: 'eventArrived', about: event.id });
    }
  }

  private async give(
    work: Work,
    { event, live }: Received,
    { stored, runId }: { stored: Stored; runId: string },
  ): Promise<void> {
    const run = live.find(({ id }) => id === runId);
    if (!run) return;
    const fact: ReplyFact = {
      kind: 'reply',
      at: Date.parse(event.time),
      seq: stored.seq,
      messageId: stored.id,
      content: replyContentOf(event.data.content),
    };
    await putFact(work.tx, run.id, fact);
    await oweRing(work, run, { signal: 'customerReplied', about: stored.id });
  }
}

const isTap = ({ kind }: InboundContent) => kind === 'button' || kind === 'list_reply';

const waitingAmong = (live: readonly Run[]) =>
  live.flatMap(({ id, askedSeq }) => (askedSeq === null ? [] : [{ runId: id, askedSeq }]));

const isSame = (a: MatchingAutomation, b: Pick<MatchingAutomation, 'automationId' | 'triggerId'>) =>
  a.automationId === b.automationId && a.triggerId === b.triggerId;
