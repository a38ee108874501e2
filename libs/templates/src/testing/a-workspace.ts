import { FixedClock } from '@threadline/platform';
import type { ChangeTemplateAnswer, CreateTemplateAnswer, ListedTemplate } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { TemplateApi } from '../at-whatsapp.js';
import type { CreateTemplate } from '../new-template.js';
import { TemplateSync } from '../template-sync.js';
import { Templates } from '../templates.js';

export const created: CreateTemplateAnswer = {
  outcome: 'created',
  id: 'provider-1',
  status: 'PENDING',
  category: 'UTILITY',
};

export const reminder: CreateTemplate = {
  name: 'cart_reminder',
  language: 'en',
  category: 'marketing',
  components: [{ type: 'BODY', text: 'Hi {{1}}, come back' }],
};

/** What a test lets WhatsApp answer, and what it was asked. */
export class ScriptedWhatsApp implements TemplateApi {
  readonly asked: string[] = [];

  constructor(
    private readonly answers: {
      create?: CreateTemplateAnswer | (() => Promise<CreateTemplateAnswer>);
      change?: ChangeTemplateAnswer;
      listed?: readonly ListedTemplate[];
    } = {},
  ) {}

  createTemplate(): Promise<CreateTemplateAnswer> {
    this.asked.push('create');
    const { create = created } = this.answers;
    return typeof create === 'function' ? create() : Promise.resolve(create);
  }

  editTemplate(_: string, id: string): Promise<ChangeTemplateAnswer> {
    this.asked.push(`edit ${id}`);
    return Promise.resolve(this.answers.change ?? { outcome: 'changed' });
  }

  deleteTemplate(_: string, { id }: { id: string }): Promise<ChangeTemplateAnswer> {
    this.asked.push(`delete ${id}`);
    return Promise.resolve(this.answers.change ?? { outcome: 'changed' });
  }

  listTemplates() {
    return Promise.resolve({ outcome: 'listed' as const, templates: [...(this.answers.listed ?? [])] });
  }
}

/** A workspace with a number of an account of its own, and its templates over a WhatsApp that answers as told. */
export async function aWorkspace(dataSource: DataSource) {
  const workspaceId = randomUUID();
  const wabaId = `waba-${workspaceId}`;
  const clock = new FixedClock(new Date().toISOString());
  await dataSource.query(`insert into workspace (id, slug, name, time_zone) values ($1, $2, 'Test', 'UTC')`, [
    workspaceId,
    `ws-${workspaceId}`,
  ]);
  await dataSource.query(
    `insert into phone_number (id, workspace_id, phone_number_id, waba_id, display_phone) values ($1, $2, $3, $4, '+390212345678')`,
    [randomUUID(), workspaceId, `number-${workspaceId}`, wabaId],
  );
  const templatesOver = (api: TemplateApi) => new Templates(dataSource, clock, api);
  return {
    workspaceId,
    wabaId,
    clock,
    templatesOver,
    syncOver: (api: TemplateApi) => new TemplateSync(api),
    templates: templatesOver(new ScriptedWhatsApp()),
  };
}
