import { Injectable } from '@nestjs/common';
import type { WhatsAppAccountEvent, WhatsAppMessageStatus, WhatsAppTemplateStatus } from '@threadline/contracts';
import { inTransaction, noteNumberQuality, noteTemplate, rememberEvent, type Tx } from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import type { RunServices } from '@threadline/runs';
import { applyTemplateCategory, applyTemplateStatus } from '@threadline/templates';
import { DataSource } from 'typeorm';
import { EventHandler, type SingleEvent } from '../dispatch/event-handler.js';

type Outcome = 'handled' | 'repeated';

/** Lets events act on runs, messages, templates and numbers. */
@Injectable()
export class RunEvents extends EventHandler {
  constructor(
    private readonly services: RunServices,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  seen(events: readonly SingleEvent[]): Promise<ReadonlySet<string>> {
    return this.services.handleEvent.seen(events);
  }

  unheard(events: readonly SingleEvent[]): Promise<ReadonlySet<SingleEvent>> {
    return this.services.handleEvent.unheard(events);
  }

  handle(event: SingleEvent): Promise<Outcome> {
    if (event.type === 'whatsapp.template.status_changed') return this.changeTemplate(event);
    if (isOfContact(event)) return this.services.handleEvent.handle(event, this.clock.now());
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await rememberEvent(tx, event))) return 'repeated';
      await note(tx, event);
      return 'handled';
    });
  }

  async handleStatuses(events: readonly WhatsAppMessageStatus[]): Promise<void> {
    await this.services.statuses.apply(events, this.clock.now());
  }

  private async changeTemplate(event: WhatsAppTemplateStatus): Promise<Outcome> {
    let isNew = true;
    await this.services.templateChanges.apply(this.clock.now(), async ({ tx }) => {
      isNew = await rememberEvent(tx, event);
      if (!isNew) return [];
      const changed = await applyTemplateStatus(tx, { workspaceId: event.workspaceid, ...event.data });
      return changed.map((template) => ({ ...template, eventId: event.id }));
    });
    return isNew ? 'handled' : 'repeated';
  }
}

type OfContact = Exclude<SingleEvent, WhatsAppAccountEvent>;
const isOfContact = (event: SingleEvent): event is OfContact => 'contact' in event.data;

type Noted = Exclude<WhatsAppAccountEvent, WhatsAppTemplateStatus>;

/** Keeps what is useful of what WhatsApp tells of templates and numbers; the rest is for others on Kafka. */
async function note(tx: Tx, { type, workspaceid: workspaceId, time, data }: Noted): Promise<void> {
  switch (type) {
    case 'whatsapp.template.quality_changed':
      return noteTemplate(tx, { workspaceId, ...data });
    case 'whatsapp.template.category_changed':
      return data.takesEffectAt === undefined ? applyTemplateCategory(tx, { workspaceId, ...data }) : undefined;
    case 'whatsapp.number.quality_changed':
      return noteNumberQuality(tx, { workspaceId, ...data, quality: data.event, at: Date.parse(time) });
    case 'whatsapp.template.edited':
    case 'whatsapp.account.updated':
  }
}
