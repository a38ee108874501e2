import type { AutomationDefinition } from '@threadline/automation';
import {
  parseInboundEvent,
  type InboundContent,
  type InvalidEvent,
  type ShopCartUpdated,
  type ShopOrderPlaced,
  type StandingOrders,
  type WhatsAppMessageReceived,
  type WhatsAppMessageStatus,
} from '@threadline/contracts';
import type { WorkCalendar } from '@threadline/domain';
import { isTransient, setCalendar } from '@threadline/persistence';
import { aWorkspace, openDatabase, type TestWorkspace } from '@threadline/persistence/testing';
import { FixedClock, SecretBox, SystemClock, type Clock } from '@threadline/platform';
import type { Client } from '@temporalio/client';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { AdvanceRun } from '../advancing/advance-run.js';
import { OutgoingCalls } from '../calling/outgoing-calls.js';
import { SigningSecrets } from '../calling/signing-secrets.js';
import type { OutgoingMessages } from '../sending/outgoing-messages.js';
import { runServices, type RunServices, type RunServicesOptions } from '../services.js';
import type { SingleEvent } from '../events/handle-event.js';
import { FakeFiles } from './fake-files.js';
import { FakeReceiver } from './fake-receiver.js';
import { FakeTemporal } from './fake-temporal.js';
import { FakeWhatsApp } from './fake-whatsapp.js';
import { WatchedWorkspace } from './watched-workspace.js';

/**
 * A workspace of its own on the real database, with use cases wired as in production, a clock that stands still, and stand-ins
 * for Temporal, WhatsApp and receivers of calls. Its verbs are what happens outside.
 */
export class Stage extends WatchedWorkspace {
  readonly temporal = new FakeTemporal();
  readonly whatsapp = new FakeWhatsApp();
  readonly files = new FakeFiles();
  readonly receiver = new FakeReceiver();
  readonly services: RunServices;
  readonly decisions: AdvanceRun;
  readonly outgoing: OutgoingMessages;
  readonly calls: OutgoingCalls;
  readonly secrets: SigningSecrets;

  private constructor(
    dataSource: DataSource,
    workspace: TestWorkspace,
    readonly clock: Clock,
    options: Pick<RunServicesOptions, 'taskQueue'> & { client?: Client },
  ) {
    super(dataSource, workspace);
    this.services = runServices({ dataSource, client: this.temporal.client, ...options });
    this.decisions = this.services.advanceRun(clock);
    this.outgoing = this.services.outgoing({ whatsapp: this.whatsapp, files: this.files, clock });
    this.secrets = new SigningSecrets(dataSource, new SecretBox([{ id: 'test', key: randomBytes(32) }]), clock);
    this.calls = new OutgoingCalls({ dataSource, http: this.receiver, secrets: this.secrets, clock });
  }

  /** With stand-ins for Temporal and the clock. */
  static async open(url: string | undefined): Promise<Stage> {
    const dataSource = await openDatabase({ url, poolSize: 20 });
    return new Stage(dataSource, await aWorkspace(dataSource), new FixedClock('2026-03-02T10:00:00Z'), {});
  }

  /** On a real Temporal, whose clock is the machine's unless told otherwise. */
  static async onTemporal(
    url: string | undefined,
    { clock = new SystemClock(), ...options }: { client: Client; taskQueue: string; clock?: Clock },
  ): Promise<Stage> {
    const dataSource = await openDatabase({ url, poolSize: 20 });
    return new Stage(dataSource, await aWorkspace(dataSource), clock, options);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  /** Publishes and enables an automation, as the API does. */
  async publish(definition: AutomationDefinition, id: string = randomUUID()): Promise<string> {
    const json = JSON.stringify(definition);
    await this.dataSource.query(
      `insert into automation (id, workspace_id, slug, name, state, draft, latest_version) values ($1, $2, $3, $4, 'enabled', $5, 1)`,
      [id, this.workspace.id, `automation-${id}`, definition.name, json],
    );
    await this.dataSource.query(
      `insert into automation_version (automation_id, version, workspace_id, definition) values ($1, 1, $2, $3)`,
      [id, this.workspace.id, json],
    );
    await this.dataSource.query(`update workspace set catalog_revision = catalog_revision + 1 where id = $1`, [
      this.workspace.id,
    ]);
    return id;
  }

  /** Switches an automation off, as the API does. */
  async disable(id: string): Promise<void> {
    await this.dataSource.query(`update automation set state = 'disabled' where id = $1`, [id]);
    await this.dataSource.query(`update workspace set catalog_revision = catalog_revision + 1 where id = $1`, [
      this.workspace.id,
    ]);
  }

  async approveTemplate(name: string, language = 'en'): Promise<void> {
    await this.dataSource.query(
      `insert into template (id, workspace_id, name, language, category, status, components, waba_id) values ($1, $2, $3, $4, 'marketing', 'approved', '[]', $5)`,
      [randomUUID(), this.workspace.id, name, language, this.workspace.wabaId],
    );
  }

  async cart(
    phone: string,
    cartId: string,
    told: { at?: number; id?: string } & Record<string, unknown> = {},
  ): Promise<string> {
    const { at, id, ...data } = told;
    const event = {
      ...this.envelope({ at, id }),
      type: 'shop.cart.updated',
      data: { contact: { phone }, cartId, total: 50, ...data },
    } as ShopCartUpdated;
    return this.handle(event);
  }

  async order(
    phone: string,
    orderId: string,
    told: { at?: number; id?: string } & Record<string, unknown> = {},
  ): Promise<string> {
    const { at, id, ...data } = told;
    const event = {
      ...this.envelope({ at, id }),
      type: 'shop.order.placed',
      data: { contact: { phone }, orderId, ...data },
    } as ShopOrderPlaced;
    return this.handle(event);
  }

  /** Anything else that a source tells of a contact. */
  async tells(
    type: string,
    phone: string,
    told: { at?: number; id?: string } & Record<string, unknown> = {},
  ): Promise<string> {
    const { at, id, ...data } = told;
    const event = {
      ...this.envelope({ at, id }),
      type,
      data: { contact: { phone }, ...data },
    } as unknown as SingleEvent;
    return this.services.handleEvent.handle(event, this.clock.now());
  }

  /**
   * What we emitted of contacts and tickets comes back through Kafka, as often as it leads to more. Returns why events were refused.
   */
  async echoes(): Promise<InvalidEvent[]> {
    const refused: InvalidEvent[] = [];
    for (;;) {
      const rows: { key: string; event: unknown }[] = await this.dataSource
        .query(
          `with next as (select id from outbox where event->>'workspaceid' = $1 and event->>'type' ~ '^(contact|ticket)[.]'
           and not (event ? 'echoed') order by id limit 1)
         update outbox o set event = event || '{"echoed": true}' from next where o.id = next.id returning o.key, o.event`,
          [this.workspace.id],
        )
        .then(([updated]) => updated);
      const [row] = rows;
      if (!row) return refused;
      const parsed = parseInboundEvent(Buffer.from(JSON.stringify(row.event)), row.key);
      if (parsed.ok) await this.services.handleEvent.handle(parsed.event as SingleEvent, this.clock.now());
      else refused.push(parsed.reason);
    }
  }

  /** Says when the workspace works. */
  async works(calendar: WorkCalendar): Promise<void> {
    await setCalendar(this.dataSource.manager, this.workspace.id, calendar);
  }

  /** The contact writes a text, or sends other content. Returns WhatsApp's id of the message. */
  async says(
    phone: string,
    said: string | InboundContent,
    told: { quotes?: string; at?: number; number?: string } = {},
  ): Promise<string> {
    const messageId = `wamid.in.${randomUUID()}`;
    const content: InboundContent = typeof said === 'string' ? { kind: 'text', text: said } : said;
    const event: WhatsAppMessageReceived = {
      ...this.envelope({ at: told.at, id: messageId }),
      type: 'whatsapp.message.received',
      data: {
        contact: { phone },
        phoneNumberId: told.number ?? this.workspace.phoneNumberId,
        messageId,
        content,
        ...(told.quotes !== undefined && { quotedMessageId: told.quotes }),
      },
    };
    await this.handle(event);
    return messageId;
  }

  /** WhatsApp reports on a message of ours. */
  async reports(messageId: string, status: WhatsAppMessageStatus['data']['status']): Promise<void> {
    const event = this.statusOf({ messageId: `wamid.${messageId}`, callbackId: messageId, status });
    await this.services.statuses.apply([event], this.clock.now());
  }

  /** The event of a status. */
  statusOf(told: Pick<WhatsAppMessageStatus['data'], 'messageId' | 'callbackId' | 'status'>): WhatsAppMessageStatus {
    const { phoneNumberId } = this.workspace;
    const data = { contact: { phone: '+390000000001' }, phoneNumberId, ...told };
    return { ...this.envelope({}), type: 'whatsapp.message.status', data };
  }

  /** What a run's workflow does when it is woken. */
  advance(runId: string, told: { now?: number; epoch?: number; seenRevision?: number } = {}): Promise<StandingOrders> {
    return this.decisions.advance({
      runId,
      epoch: told.epoch ?? 1,
      seenRevision: told.seenRevision ?? 0,
      now: told.now ?? this.clock.now(),
    });
  }

  /** Advances a run and performs its effects, until it waits or has ended. */
  async drive(runId: string): Promise<StandingOrders> {
    for (;;) {
      const orders = await this.advance(runId);
      if (orders.outcome || orders.effects.length === 0) return orders;
      for (const { id, kind } of orders.effects)
        await (kind === 'call' ? this.calls.perform(id) : this.outgoing.send(id));
    }
  }

  /** Lets time pass and drives the run. */
  async later(runId: string, ms: number): Promise<StandingOrders> {
    this.passes(ms);
    return this.drive(runId);
  }

  /** The workspace's number may send again so long from now, by the database's clock, and nobody stands in line; at once when that is nothing. */
  async numberRests(forMs: number): Promise<void> {
    await this.dataSource.query(
      `update phone_number set next_slot_at = s.at, next_answer_slot_at = s.at, line_at = s.at
       from (select clock_timestamp() + make_interval(secs => $2 / 1000.0) as at) s where workspace_id = $1`,
      [this.workspace.id, forMs],
    );
    await this.dataSource.query(`update message set place_at = null where workspace_id = $1`, [this.workspace.id]);
  }

  /** Lets time pass. */
  passes(ms: number): void {
    if (!(this.clock instanceof FixedClock)) throw new Error('on a real Temporal time passes by itself');
    this.clock.advance(ms);
  }

  /** As the dispatcher does: what waiting cures, such as a lock that many want, is tried again. */
  private async handle(event: SingleEvent): Promise<'handled' | 'repeated'> {
    for (;;) {
      try {
        return await this.services.handleEvent.handle(event, this.clock.now());
      } catch (error) {
        if (!isTransient(error)) throw error;
      }
    }
  }

  private envelope({ at, id }: { at?: number | undefined; id?: string | undefined }) {
    return {
      specversion: '1.0' as const,
      id: id ?? randomUUID(),
      source: 'test',
      time: new Date(at ?? this.clock.now()).toISOString(),
      workspaceid: this.workspace.id,
      causationdepth: 0,
    };
  }
}
