import { Injectable } from '@nestjs/common';
import type { WhatsAppMessageStatus, WhatsAppTemplateStatus } from '@threadline/contracts';
import { rememberEvent } from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import type { RunServices } from '@threadline/runs';
import { applyTemplateStatus } from '@threadline/templates';
import { EventHandler, type SingleEvent } from '../dispatch/event-handler.js';

/** Lets events act on runs, messages and templates. */
@Injectable()
export class RunEvents extends EventHandler {
  constructor(
    private readonly services: RunServices,
    private readonly clock: Clock,
  ) {
    super();
  }

  seen(events: readonly SingleEvent[]): Promise<ReadonlySet<string>> {
    return this.services.handleEvent.seen(events);
  }

  unheard(events: readonly SingleEvent[]): Promise<ReadonlySet<string>> {
    return this.services.handleEvent.unheard(events);
  }

  handle(event: SingleEvent): Promise<'handled' | 'repeated'> {
    if (event.type === 'whatsapp.template.status_changed') return this.changeTemplate(event);
    return this.services.handleEvent.handle(event, this.clock.now());
  }

  async handleStatuses(events: readonly WhatsAppMessageStatus[]): Promise<void> {
    await this.services.statuses.apply(events, this.clock.now());
  }

  private async changeTemplate(event: WhatsAppTemplateStatus): Promise<'handled' | 'repeated'> {
    let isNew = true;
    await this.services.templateChanges.apply(this.clock.now(), async ({ tx }) => {
      isNew = await rememberEvent(tx, event);
      if (!isNew) return [];
      const changed = await applyTemplateStatus(tx, event.data);
      return changed.map((template) => ({ ...template, eventId: event.id }));
    });
    return isNew ? 'handled' : 'repeated';
  }
}
