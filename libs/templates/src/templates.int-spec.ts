import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PageRequest } from '@threadline/persistence';
import type { CreateTemplateAnswer } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import { openDatabase } from '@threadline/persistence/testing';
import type { DataSource } from 'typeorm';
import { applyTemplateStatus } from './apply-template-status.js';
import { NoNumber, TemplateExists, TemplateRefused, WhatsAppUnavailable } from './errors.js';
import { aWorkspace, created, reminder, ScriptedWhatsApp } from './testing/a-workspace.js';

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 4 });
});
afterAll(() => dataSource.destroy());

const exists: CreateTemplateAnswer = {
  outcome: 'rejected',
  error: { code: 100, subcode: 2_388_024, class: 'final', words: 'exists already' },
};
describe('a new template', () => {
  it('is pending once WhatsApp has it, in the category WhatsApp chose', async () => {
    const { templates, workspaceId } = await aWorkspace(dataSource);
    expect(await templates.create(workspaceId, reminder)).toMatchObject({
      name: 'cart_reminder',
      status: 'pending',
      category: 'utility',
      variables: ['1'],
      providerId: 'provider-1',
    });
  });

  it('keeps an approval that is quicker than the answer', async () => {
    const { workspaceId, wabaId, templatesOver } = await aWorkspace(dataSource);
    const templates = templatesOver(
      new ScriptedWhatsApp({
        create: async () => {
          await approve({ workspaceId, wabaId });
          return created;
        },
      }),
    );
    expect((await templates.create(workspaceId, reminder)).status).toBe('approved');
  });

  it('is refused when the name and language are taken, not when only the language differs', async () => {
    const { templates, workspaceId } = await aWorkspace(dataSource);
    await templates.create(workspaceId, reminder);
    await expect(templates.create(workspaceId, reminder)).rejects.toThrow(TemplateExists);
    expect((await templates.create(workspaceId, { ...reminder, language: 'it' })).language).toBe('it');
  });

  it('leaves nothing behind when WhatsApp refuses it or cannot be reached', async () => {
    const { workspaceId, templatesOver } = await aWorkspace(dataSource);
    const refusing = templatesOver(
      new ScriptedWhatsApp({
        create: { outcome: 'rejected', error: { code: 100, class: 'final', words: 'the body is not well formed' } },
      }),
    );
    await expect(refusing.create(workspaceId, reminder)).rejects.toThrow(TemplateRefused);
    const unreachable = templatesOver(new ScriptedWhatsApp({ create: { outcome: 'unreachable', detail: 'refused' } }));
    await expect(unreachable.create(workspaceId, reminder)).rejects.toThrow(WhatsAppUnavailable);
    expect((await refusing.list(workspaceId, all)).rows).toEqual([]);
  });

  it('is found again at WhatsApp when the first answer was lost', async () => {
    const { workspaceId, templatesOver } = await aWorkspace(dataSource);
    await expect(
      templatesOver(new ScriptedWhatsApp({ create: { outcome: 'unknown', detail: 'time-out' } })).create(
        workspaceId,
        reminder,
      ),
    ).rejects.toThrow(WhatsAppUnavailable);
    const listed = { ...reminder, id: 'provider-2', status: 'APPROVED', category: 'MARKETING' };
    const again = templatesOver(
      new ScriptedWhatsApp({ create: exists, listed: [{ ...listed, language: 'it', id: 'other' }, listed] }),
    );
    expect(await again.create(workspaceId, reminder)).toMatchObject({ providerId: 'provider-2', status: 'approved' });
  });

  it('needs a number to belong to', async () => {
    const { templates } = await aWorkspace(dataSource);
    await expect(templates.create(randomUUID(), reminder)).rejects.toThrow(NoNumber);
  });
});

describe('a status of WhatsApp', () => {
  it('tells when a pause ends, and an end of the pause forgets it', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace(dataSource);
    const { id } = await templates.create(workspaceId, reminder);
    const about = { workspaceId, wabaId, name: reminder.name, language: 'en' };
    const pausedUntil = '2026-03-01T12:00:00.000Z';
    await applyTemplateStatus(dataSource.manager, { ...about, event: 'PAUSED', pausedUntil });
    expect(await templates.get({ workspaceId, id })).toMatchObject({
      status: 'paused',
      pausedUntil: new Date(pausedUntil),
    });
    await applyTemplateStatus(dataSource.manager, { ...about, event: 'REINSTATED' });
    expect(await templates.get({ workspaceId, id })).toMatchObject({ status: 'approved', pausedUntil: null });
  });

  it('moves the template once, with its reason, and tells what changed', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace(dataSource);
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
    expect(await templates.get({ workspaceId, id })).toMatchObject({
      status: 'rejected',
      statusReason: 'PROMOTIONAL',
      category: 'marketing',
    });
  });

  it('changes nothing of another account, language or workspace', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace(dataSource);
    const other = await aWorkspace(dataSource);
    await templates.create(workspaceId, reminder);
    expect(await approve({ workspaceId, wabaId: 'another' })).toEqual([]);
    expect(await approve({ workspaceId, wabaId }, 'de')).toEqual([]);
    expect(await approve({ workspaceId: other.workspaceId, wabaId })).toEqual([]);
  });

  it('does not go back to pending, and clears the old reason', async () => {
    const { templates, workspaceId, wabaId } = await aWorkspace(dataSource);
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
    expect((await templates.get({ workspaceId, id })).status).toBe('paused');
    await event('APPROVED');
    expect(await templates.get({ workspaceId, id })).toMatchObject({ status: 'approved', statusReason: null });
  });
});

it("lists a workspace's templates newest first, page by page", async () => {
  const { templates, workspaceId } = await aWorkspace(dataSource);
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
