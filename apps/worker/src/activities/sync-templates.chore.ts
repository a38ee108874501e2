import type { Chore } from '@threadline/contracts';
import type { TemplateChanges } from '@threadline/runs';
import { TemplateSync, type TemplateApi } from '@threadline/templates';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';

/** Compares the templates of one account a turn with WhatsApp's, and wakes runs that waited for what has changed. */
export function syncTemplates(
  dataSource: DataSource,
  { changes, whatsapp }: { changes: TemplateChanges; whatsapp: TemplateApi },
): Chore {
  const sync = new TemplateSync(whatsapp);
  return {
    name: 'sync-templates',
    async turn({ now }) {
      const wabaId = await sync.nextDue(dataSource.manager, now);
      if (wabaId === undefined) return { done: 0 };
      const listing = await sync.list(wabaId, now);
      await changes.apply(now, async ({ tx }) =>
        (await sync.record(tx, listing)).map((template) => ({ ...template, eventId: v7() })),
      );
      return { done: 1, next: 'more' };
    },
  };
}
