import { nextDate, type Simulation, type TimelineEntry } from '@threadline/automation';
import type { ContactReference, InboundContent } from '@threadline/contracts';
import { addTags, defineField, ensureLists, joinLists, listsNamed, lockContactOf } from '@threadline/persistence';
import type { SingleEvent } from '@threadline/runs';
import { answers, type Stage } from '@threadline/runs/testing';
import { randomUUID } from 'node:crypto';
import { Records } from './records.js';

type Of<K extends string> = Extract<TimelineEntry, Record<K, unknown>>[K];
type Happened = Of<'event'> & { id: string; time: number };

/** A contact of its own in a workspace of production, and what happens to it from outside. */
export class Production {
  readonly records: Records;
  readonly contact: ContactReference = { whatsappUserId: `user-${randomUUID()}` };
  contactId = '';
  automationId = '';
  /** Dates are swept up to here. */
  private sweptUntil = 0;
  /** What sends and calls of steps come to, in order, where it is told. */
  private readonly scripted: Of<'effect'>[] = [];

  constructor(
    readonly stage: Stage,
    private readonly simulation: Simulation,
  ) {
    this.records = new Records(stage, () => this.contactId);
    const { whatsapp, receiver } = stage;
    whatsapp.send = async (sent) => this.answer(sent.callbackId);
    receiver.call = async (_, sign) => this.answerCall(sign('')['webhook-id'] ?? '');
  }

  /** What the admin did before: the contact, templates, the calendar, fields, and the automation. */
  async setUp(): Promise<void> {
    const { definition, calendar, contact, templates } = this.simulation;
    const { dataSource, workspace } = this.stage;
    const sent = Object.values(definition.steps).flatMap((step) => ('template' in step ? [step.template] : []));
    for (const name of new Set(['hello', ...sent])) await this.template(name, templates[name] ?? 'approved');
    if (calendar) await this.stage.works(calendar);
    await dataSource.transaction(async (tx) => {
      const { contactId } = await lockContactOf(tx, workspace.id, this.contact);
      this.contactId = contactId;
      const consent = contact.consent === undefined ? 'unknown' : contact.consent.marketing ? 'given' : 'withdrawn';
      await tx.query(
        `update contact set first_name = $2, time_zone = $3, fields = $4, marketing_consent = $5, blocked = $6 where id = $1`,
        [contactId, contact.firstName, contact.timeZone, JSON.stringify(contact.fields), consent, contact.blocked],
      );
      await addTags(tx, contactId, contact.tags);
      await ensureLists(tx, workspace.id, contact.lists);
      const lists = await listsNamed(tx, workspace.id, contact.lists);
      await joinLists(
        tx,
        contactId,
        lists.map(({ id }) => id),
      );
      await defineField(tx, workspace.id, { name: 'city', type: 'text', options: [] });
    });
    await this.stopOthers();
    this.automationId = await this.stage.publish(definition);
    this.sweptUntil = Date.parse(this.simulation.start);
  }

  /** When the next date of the contact arrives. */
  dateAt(): number {
    const { definition, contact } = this.simulation;
    const { timeZone: zone = 'UTC', fields } = contact;
    const moments = definition.triggers.map((trigger) =>
      trigger.type === 'date'
        ? nextDate(trigger, fields[trigger.field], { now: this.sweptUntil + 1, zone })?.at
        : undefined,
    );
    return Math.min(...moments.map((at) => at ?? Infinity));
  }

  /** Sweeps for dates, as Temporal has the worker do every minute. */
  async sweep(now: number): Promise<void> {
    await this.stage.services.dateEntries.enterPage({}, now);
    this.sweptUntil = now;
  }

  /** Automations of earlier courses, whose dates would arrive as well; the clock may go back from one course to the next. */
  private async stopOthers(): Promise<void> {
    const { dataSource, workspace } = this.stage;
    await dataSource.query(`update automation set state = 'disabled' where workspace_id <> $1`, [workspace.id]);
    await dataSource.query(`delete from sweep`);
    await this.sweep(Date.parse(this.simulation.start));
  }

  /** What the timeline tells happens now. */
  async happen(entry: TimelineEntry, told: { id: string; now: number; start: number }): Promise<void> {
    if ('event' in entry) await this.event({ ...entry.event, id: told.id, time: timeOf(entry.event, told) }, told.now);
    else if ('reply' in entry) await this.reply(entry.reply, told.now);
    else if ('status' in entry) await this.status(entry.status);
    else if ('effect' in entry) this.scripted.push(entry.effect);
    else throw new Error('an opt-out by the API is not part of these courses');
  }

  private async event(event: Happened, now: number): Promise<void> {
    const { type, data, id, time } = event;
    const { services, workspace } = this.stage;
    if (type === 'manual') {
      const wish = { workspaceId: workspace.id, automationId: this.automationId, contact: this.contact };
      await services.manualStarts.start({ ...wish, data, requestId: randomUUID() }, now);
    } else if (type === 'schedule.due') {
      const named = { workspaceId: workspace.id, automationId: this.automationId, triggerId: String(data['trigger']) };
      await services.scheduledEntries.enterPage({ ...named, occasion: new Date(time).toISOString() }, now);
    } else if (type === 'template.status_changed') await this.changeTemplate(event, now);
    else {
      if (type === 'contact.tag_added')
        await addTags(this.stage.dataSource.manager, this.contactId, [String(data['tag'])]);
      const envelope = { specversion: '1.0', id, source: 'test', workspaceid: workspace.id, causationdepth: 0 };
      const cloudEvent = {
        ...envelope,
        type,
        time: new Date(time).toISOString(),
        data: { ...data, contact: this.contact },
      };
      await services.handleEvent.handle(cloudEvent as unknown as SingleEvent, now);
    }
  }

  private async reply(said: Of<'reply'>, now: number): Promise<void> {
    const messageId = `wamid.in.${randomUUID()}`;
    const { workspace, services } = this.stage;
    await services.handleEvent.handle(
      {
        specversion: '1.0',
        id: messageId,
        source: 'test',
        type: 'whatsapp.message.received',
        time: new Date(now).toISOString(),
        workspaceid: workspace.id,
        causationdepth: 0,
        data: { contact: this.contact, phoneNumberId: workspace.phoneNumberId, messageId, content: contentIn(said) },
      },
      now,
    );
  }

  private async status({ step, status }: Of<'status'>): Promise<void> {
    const [message]: { id: string }[] = await this.stage.dataSource.query(
      `select m.id from message m where workspace_id = $1 and step_id = $2 and claimed_at is not null order by claimed_seq desc limit 1`,
      [this.stage.workspace.id, step],
    );
    if (message) await this.stage.reports(message.id, status);
  }

  private template(name: string, status: string): Promise<unknown> {
    return this.stage.dataSource.query(
      `insert into template (id, workspace_id, name, language, category, status, components, waba_id)
       values ($1, $2, $3, 'en', 'marketing', $4, '[]', $5)`,
      [randomUUID(), this.stage.workspace.id, name, status, this.stage.workspace.wabaId],
    );
  }

  private async changeTemplate({ id, data }: Happened, now: number): Promise<void> {
    const workspaceId = this.stage.workspace.id;
    const [name, status] = [String(data['name']), String(data['status'])];
    await this.stage.services.templateChanges.apply(now, async ({ tx }) => {
      await tx.query(`update template set status = $3 where workspace_id = $1 and name = $2`, [
        workspaceId,
        name,
        status,
      ]);
      return [{ workspaceId, name, language: 'en', status, eventId: id }];
    });
  }

  private async answer(messageId: string) {
    const result = await this.scriptedFor('message', messageId);
    if (result?.outcome === 'unknown') return { outcome: 'unknown', detail: 'no answer' } as const;
    if (result?.outcome !== 'failed') return { outcome: 'accepted', wamid: `wamid.${messageId}` } as const;
    const error = { class: 'final', code: Number(result.reason), words: 'refused' } as const;
    return { outcome: 'rejected', error } as never;
  }

  private async answerCall(callId: string) {
    const result = await this.scriptedFor('run_call', callId);
    if (result?.outcome === 'done') return answers(200, result.data);
    if (result?.outcome !== 'failed') throw new Error('these courses tell what each call comes to');
    const { reason, detail = '' } = result;
    const [, status] = /^HTTP (\d+)$/.exec(detail) ?? [];
    return status === undefined ? ({ outcome: 'refused', reason, detail } as never) : answers(Number(status));
  }

  private async scriptedFor(table: 'message' | 'run_call', id: string): Promise<Of<'effect'>['result'] | undefined> {
    const [row]: { step: string }[] = await this.stage.dataSource.query(
      `select step_id as step from ${table} where id = $1`,
      [id],
    );
    const index = this.scripted.findIndex(({ step }) => step === row?.step);
    return index < 0 ? undefined : this.scripted.splice(index, 1)[0]?.result;
  }
}

const timeOf = ({ happened }: Of<'event'>, { now, start }: { now: number; start: number }): number =>
  happened === undefined ? now : start + hoursIn(happened) * 3_600_000;

/** These courses tell late events in hours. */
function hoursIn(duration: string): number {
  const hours = /^PT(\d+)[HS]$/.exec(duration)?.[1];
  if (hours === undefined) throw new Error(`tell ${duration} in hours`);
  return Number(hours);
}

function contentIn(said: Of<'reply'>): InboundContent {
  if ('text' in said) return { kind: 'text', text: said.text };
  if ('button' in said) return { kind: 'button', payload: said.button, text: said.button };
  throw new Error('these courses have texts and buttons only');
}
