import type { Simulation, TimelineEntry } from '@threadline/automation';
import type { ContactReference, InboundContent } from '@threadline/contracts';
import { addTags, defineField, ensureLists, joinLists, listsNamed, lockContactOf } from '@threadline/persistence';
import type { SingleEvent } from '@threadline/runs';
import type { Stage } from '@threadline/runs/testing';
import { randomUUID } from 'node:crypto';
import { anonymous, contentOf, type Line, type Played, type Sent } from './played.js';

type Of<K extends string> = Extract<TimelineEntry, Record<K, unknown>>[K];
type Happened = Of<'event'> & { id: string; time: number };

/** A contact of its own in a workspace of production, and what happens to it from outside. */
export class Production {
  readonly contact: ContactReference = { whatsappUserId: `user-${randomUUID()}` };
  contactId = '';
  automationId = '';
  /** What sends of steps come to, in order, where it is told. */
  private readonly scripted: Of<'effect'>[] = [];

  constructor(
    readonly stage: Stage,
    private readonly simulation: Simulation,
  ) {
    const { whatsapp } = stage;
    whatsapp.send = async (sent) => this.answer(sent.callbackId);
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
    this.automationId = await this.stage.publish(definition);
  }

  /** What the timeline tells happens now. */
  async happen(entry: TimelineEntry, told: { id: string; now: number; start: number }): Promise<void> {
    if ('event' in entry) await this.event({ ...entry.event, id: told.id, time: timeOf(entry.event, told) }, told.now);
    else if ('reply' in entry) await this.reply(entry.reply, told.now);
    else if ('status' in entry) await this.status(entry.status);
    else if ('effect' in entry) this.scripted.push(entry.effect);
    else throw new Error('an opt-out by the API is not part of these courses');
  }

  /** Runs that have something to do now: their time has come, they heard of something, or an effect is open. */
  async restless(now: number): Promise<string[]> {
    const rows: { id: string }[] = await this.stage.dataSource.query(
      `select r.id from run r where r.workspace_id = $1 and r.state in ('armed', 'active') and (r.wake_at <= $2
         or exists (select 1 from run_inbox i where i.run_id = r.id and i.consumed_at is null)
         or exists (select 1 from message m where m.run_id = r.id and m.effect_state in ('open', 'done')))
       order by r.wake_at, r.created_at`,
      [this.stage.workspace.id, new Date(now)],
    );
    return rows.map(({ id }) => id);
  }

  /** When the next run wakes by itself. */
  async wakeAt(): Promise<number> {
    const [row]: { at: Date | null }[] = await this.stage.dataSource.query(
      `select min(wake_at) as at from run where workspace_id = $1 and state in ('armed', 'active')`,
      [this.stage.workspace.id],
    );
    return row?.at?.getTime() ?? Infinity;
  }

  /** Ids of the runs in the order they came to be. */
  async runIds(): Promise<string[]> {
    const rows: { id: string }[] = await this.stage.dataSource.query(
      `select r.id from run r where workspace_id = $1 order by (select min(t.id) from run_trail t where t.run_id = r.id)`,
      [this.stage.workspace.id],
    );
    return rows.map(({ id }) => id);
  }

  /** What became of it. */
  async played(): Promise<Played> {
    const runs = [];
    for (const id of await this.runIds()) runs.push(await this.run(id));
    const [contact]: Played['contact'][] = await this.stage.dataSource.query(
      `select marketing_consent as consent, blocked,
         (select coalesce(array_agg(tag order by tag), '{}') from contact_tag where contact_id = c.id) as tags,
         (select coalesce(array_agg(l.name order by l.name), '{}') from contact_list m join list l on l.id = m.list_id
           where m.contact_id = c.id) as lists
       from contact c where id = $1`,
      [this.contactId],
    );
    if (!contact) throw new Error('the contact is gone');
    return { runs, contact };
  }

  private async run(id: string): Promise<Played['runs'][number]> {
    const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
    const { query } = this.stage.dataSource;
    const ask = <T>(sql: string): Promise<T[]> => query.call(this.stage.dataSource, sql, [id]) as Promise<T[]>;
    const [row] = await ask<Omit<Played['runs'][number], 'trail' | 'sent'>>(
      `select trigger_id as trigger, key, state, reason, ${ms('entered_at')} as "enteredAt", ${ms('ended_at')} as "endedAt",
         ${ms('converted_at')} as "convertedAt" from run where id = $1`,
    );
    const trail = await ask<Line>(
      `select what, coalesce(step_id, '') as step, coalesce(turn, 0) as turn, why, ${ms('at')} as at,
         ${ms('intended_at')} as "intendedAt" from run_trail where run_id = $1 order by id`,
    );
    const sent = await ask<Omit<Sent, 'content'> & { kind: string; name?: string; text?: string }>(
      `select step_id as step, turn, content->>'kind' as kind, content->>'name' as name, content->>'text' as text,
         ${ms('claimed_at')} as at, ${ms('intended_at')} as "intendedAt" from message
       where run_id = $1 and effect_result->>'outcome' in ('accepted', 'unknown') order by claimed_seq`,
    );
    if (!row) throw new Error('the run is gone');
    return {
      ...row,
      trail: trail.map((line) => ({ ...line, why: anonymous(line.why) })),
      sent: sent.map(({ kind, name, text, ...rest }) => ({
        ...rest,
        content: contentOf({ kind, name: name ?? undefined, text: text ?? undefined }),
      })),
    };
  }

  private async event(event: Happened, now: number): Promise<void> {
    const { type, data, id, time } = event;
    const { services, workspace } = this.stage;
    if (type === 'manual') {
      const wish = { workspaceId: workspace.id, automationId: this.automationId, contact: this.contact };
      await services.manualStarts.start({ ...wish, data, requestId: randomUUID() }, now);
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
    const [row]: { step: string }[] = await this.stage.dataSource.query(
      `select step_id as step from message where id = $1`,
      [messageId],
    );
    const index = this.scripted.findIndex(({ step }) => step === row?.step);
    const result = index < 0 ? undefined : this.scripted.splice(index, 1)[0]?.result;
    if (result?.outcome === 'unknown') return { outcome: 'unknown', detail: 'no answer' } as const;
    if (result?.outcome !== 'failed') return { outcome: 'accepted', wamid: `wamid.${messageId}` } as const;
    const error = { class: 'final', code: Number(result.reason), words: 'refused' } as const;
    return { outcome: 'rejected', error } as never;
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
