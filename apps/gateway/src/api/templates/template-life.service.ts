import { Injectable } from '@nestjs/common';
import { numbersOf, type ChangedTemplate } from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import type { TemplateChanges } from '@threadline/runs';
import { NoNumber, Templates, type TemplateSync } from '@threadline/templates';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';

/** Changes of templates that runs may be waiting for. */
@Injectable()
export class TemplateLife {
  constructor(
    private readonly parts: {
      dataSource: DataSource;
      clock: Clock;
      templates: Templates;
      sync: TemplateSync;
      changes: TemplateChanges;
    },
  ) {}

  /** Deletes a template and wakes the runs that wait for it: they go on without it. */
  async remove(named: { workspaceId: string; id: string }): Promise<void> {
    const { name, language } = await this.parts.templates.remove(named);
    const changed = { ...named, name, language, status: 'disabled' as const };
    await this.tell(() => Promise.resolve([changed]));
  }

  /** Compares the workspace's templates with WhatsApp's now. Returns how many have another status. Throws NoNumber, WhatsAppUnavailable. */
  async synchronise(workspaceId: string): Promise<number> {
    const { dataSource, clock, sync } = this.parts;
    const numbers = await numbersOf(dataSource.manager, workspaceId);
    if (numbers.length === 0) throw new NoNumber();
    let changed = 0;
    for (const wabaId of new Set(numbers.map((number) => number.wabaId))) {
      const listing = await sync.list(wabaId, clock.now());
      await this.tell(async (tx) => {
        const moved = await sync.record(tx, listing);
        changed += moved.length;
        return moved;
      });
    }
    return changed;
  }

  private async tell(write: (tx: Parameters<TemplateSync['record']>[0]) => Promise<ChangedTemplate[]>): Promise<void> {
    const { changes, clock } = this.parts;
    await changes.apply(clock.now(), async ({ tx }) =>
      (await write(tx)).map((template) => ({ ...template, eventId: v7() })),
    );
  }
}
