import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createDataSource, type PageRequest } from '@threadline/persistence';
import type { CreateTemplateAnswer, ListedTemplate } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { applyTemplateStatus } from './apply-template-status.js';
import { NoNumber, TemplateExists, TemplateRefused, WhatsAppUnavailable } from './errors.js';
import type { CreateTemplate } from './new-template.js';
import { Templates } from './templates.js';

jest.setTimeout(60_000);

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await createDataSource({ url: process.env['DATABASE_URL'] ?? '', poolSize: 4 }).initialize();
});
afterAll(() => dataSource.destroy());

const created: CreateTemplateAnswer = { outcome: 'created', id: 'provider-1', status: 'PENDING', category: 'UTILITY' };
const exists: CreateTemplateAnswer = {
  outcome: 'rejected',
  error: { code: 100, subcode: 2_388_024, class: 'final', words: 'exists already' },
};
const reminder: CreateTemplate = {
  name: 'cart_reminder',
  language: 'en',
  category: 'marketing',
  components: [{ type: 'BODY', text: 'Hi {{1}}, come back' }],
};

describe('a new template', () => {
  it('is pending once WhatsApp has it, in the category WhatsApp chose', async () => {
    const { templates, workspaceId } = await aWorkspace();
    expect(await templates.create(workspaceId, reminder)).toMatchObject({
      name: 'cart_reminder',
      status: 'pending',
      category: 'utility',
      variables: ['1'],
      providerId: 'provider-1',
    });
  });

  it('keeps an approval that is quicker than the answer', async () => {
    const { workspaceId, wabaId, templatesWith } = await aWorkspace();
    const templates = templatesWith(async () => {
      await approve({ workspaceId, wabaId });
      return created;
    });
    expect((await templates.create(workspaceId, reminder)).status).toBe('approved');
  });

  it('is refused when the name and language are taken, not when only the language differs', async () => {
    const { templates, workspaceId } = await aWorkspace();
    await templates.create(workspaceId, reminder);
    await expect(templates.create(workspaceId, reminder)).rejects.toThrow(TemplateExists);
    expect((await templates.create(workspaceId, { ...reminder, language: 'it' })).language).toBe('it');
  });

  it('leaves nothing behind when WhatsApp refuses it or cannot be reached', async () => {
    const { workspaceId, templatesWith } = await aWorkspace();
    const refusing = templatesWith({
      outcome: 'rejected',
      error: { code: 100, class: 'final', words: 'the body is not well formed' },
    });
    await expect(refusing.create(workspaceId, reminder)).rejects.toThrow(TemplateRefused);
    const unreachable = templatesWith({ outcome: 'unreachable', detail: 'refused' });
    await expect(unreachable.create(workspaceId, reminder)).rejects.toThrow(WhatsAppUnavailable);
    expect((await refusing.list(workspaceId, all)).rows).toEqual([]);
  });

  it('is found again at WhatsApp when the first answer was lost', async () => {
    const { workspaceId, templatesWith } = await aWorkspace();
    await expect(
      templatesWith({ outcome: 'unknown', detail: 'time-out' }).create(workspaceId, reminder),
    ).rejects.toThrow(WhatsAppUnavailable);
    const listed = { ...reminder, id: 'provider-2', status: 'APPROVED', category: 'MARKETING' };
    const again = templatesWith(exists, [{ ...listed, language: 'it', id: 'other' }, listed]);
    expect(await again.create(workspaceId, reminder)).toMatchObject({ providerId: 'provider-2', status: 'approved' });
  });

  it('needs a number to belong to', async () => {
    const { templates } = await aWorkspace();
    await expect(templates.create(randomUUID(), reminder)).rejects.toThrow(NoNumber);
  });
});

describe('a status of WhatsApp', () => {
  it('moves the template once, with its reason, and tells what changed', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace();
    const { id, name, language } = await templates.create(workspaceId, reminder);
    const rejection = {
      workspaceId,
      wabaId,
      name,
      language,
      event: 'REJECTED',
      reason: 'PROMOTIONAL',
      category: 'MARKETING',
    };
    expect(await applyTemplateStatus(dataSource.manager, rejection)).toEqual([
      { id, workspaceId, name, language, status: 'rejected' },
    ]);
    expect(await applyTemplateStatus(dataSource.manager, rejection)).toEqual([]);
    expect(await templates.get(workspaceId, id)).toMatchObject({
      status: 'rejected',
      statusReason: 'PROMOTIONAL',
      category: 'marketing',
    });
  });

  it('changes nothing of another account, language or workspace', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace();
    const other = await aWorkspace();
    await templates.create(workspaceId, reminder);
    expect(await approve({ workspaceId, wabaId: 'another' })).toEqual([]);
    expect(await approve({ workspaceId, wabaId }, 'de')).toEqual([]);
    expect(await approve({ workspaceId: other.workspaceId, wabaId })).toEqual([]);
  });

  it('does not go back to pending, and clears the old reason', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace();
    const { id } = await templates.create(workspaceId, reminder);
    const event = (word: string, reason?: string) =>
      applyTemplateStatus(dataSource.manager, {
        workspaceId,
        wabaId,
        name: reminder.name,
        language: 'en',
        event: word,
        reason,
      });
    await event('PAUSED', 'QUALITY');
    await event('PENDING');
    expect((await templates.get(workspaceId, id)).status).toBe('paused');
    await event('APPROVED');
    expect(await templates.get(workspaceId, id)).toMatchObject({ status: 'approved', statusReason: null });
  });
});

it("lists a workspace's templates newest first, page by page", async () => {
  const { templates, workspaceId } = await aWorkspace();
  for (const language of ['en', 'it', 'de']) await templates.create(workspaceId, { ...reminder, language });
  const first = await templates.list(workspaceId, { limit: 2 });
  expect(first.rows.map(({ language }) => language)).toEqual(['de', 'it']);
  const second = await templates.list(workspaceId, { limit: 2, after: first.next });
  expect(second.rows.map(({ language }) => language)).toEqual(['en']);
  expect(second.next).toBeUndefined();
});

const all: PageRequest = { limit: 100 };

const approve = (of: { workspaceId: string; wabaId: string }, language = 'en') =>
  applyTemplateStatus(dataSource.manager, { ...of, name: reminder.name, language, event: 'APPROVED' });

async function aWorkspace() {
  const workspaceId = randomUUID();
  const wabaId = `waba-${workspaceId}`;
  await dataSource.query(`insert into workspace (id, slug, name, time_zone) values ($1, $2, 'Test', 'UTC')`, [
    workspaceId,
    `ws-${workspaceId}`,
  ]);
  await dataSource.query(
    `insert into phone_number (id, workspace_id, phone_number_id, waba_id, display_phone) values ($1, $2, $3, $4, '+390212345678')`,
    [randomUUID(), workspaceId, `number-${workspaceId}`, wabaId],
  );
  const templatesWith = (
    answer: CreateTemplateAnswer | (() => Promise<CreateTemplateAnswer>),
    listed: ListedTemplate[] = [],
  ) =>
    new Templates(dataSource, {
      createTemplate: () => (typeof answer === 'function' ? answer() : Promise.resolve(answer)),
      listTemplates: () => Promise.resolve({ outcome: 'listed', templates: listed }),
    });
  return { workspaceId, wabaId, templatesWith, templates: templatesWith(created) };
}
