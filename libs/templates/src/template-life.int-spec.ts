import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListedTemplate } from '@threadline/whatsapp';
import { openDatabase } from '@threadline/persistence/testing';
import type { DataSource } from 'typeorm';
import { applyTemplateStatus } from './apply-template-status.js';
import { EditedTooOften, TemplateLocked, TemplateNameLocked, TemplateRefused, WhatsAppUnavailable } from './errors.js';
import { aWorkspace, reminder, ScriptedWhatsApp } from './testing/a-workspace.js';

const dayMs = 24 * 60 * 60_000;
const corrected = [{ type: 'BODY', text: 'Hello {{1}} and {{2}}, come back' }];
const refusal = { outcome: 'rejected', error: { code: 100, class: 'final', words: 'no' } } as const;
let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 4 });
});
afterAll(() => dataSource.destroy());

async function aTemplate(status: 'draft' | 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED') {
  const workspace = await aWorkspace(dataSource);
  const { workspaceId, wabaId, templates } = workspace;
  const isDraft = status === 'draft';
  const { id } = isDraft ? await templates.draft(workspaceId, reminder) : await templates.create(workspaceId, reminder);
  if (!isDraft)
    await applyTemplateStatus(dataSource.manager, {
      workspaceId,
      wabaId,
      name: reminder.name,
      language: 'en',
      event: status,
    });
  return { ...workspace, named: { workspaceId, id } };
}

describe('a draft', () => {
  it('is unknown to WhatsApp until it is submitted', async () => {
    const { templatesOver, workspaceId } = await aWorkspace(dataSource);
    const whatsapp = new ScriptedWhatsApp();
    const templates = templatesOver(whatsapp);
    const { id, status } = await templates.draft(workspaceId, reminder);
    await templates.edit({ workspaceId, id }, { components: corrected });
    expect([status, whatsapp.asked]).toEqual(['draft', []]);
    expect(await templates.submit({ workspaceId, id })).toMatchObject({ status: 'pending', variables: ['1', '2'] });
    expect(whatsapp.asked).toEqual(['create']);
  });

  it('stays a draft when WhatsApp refuses it', async () => {
    const { named, templates, templatesOver } = await aTemplate('draft');
    await expect(templatesOver(new ScriptedWhatsApp({ create: refusal })).submit(named)).rejects.toThrow(
      TemplateRefused,
    );
    expect((await templates.get(named)).status).toBe('draft');
  });
});

describe('an edit', () => {
  it.each(['APPROVED', 'PAUSED'] as const)('of a template that is %s is reviewed again', async (status) => {
    const { named, templates } = await aTemplate(status);
    expect(await templates.edit(named, { components: corrected })).toMatchObject({
      status: 'pending',
      variables: ['1', '2'],
    });
  });

  it.each(['PENDING', 'REJECTED', 'DISABLED'] as const)('of a template that is %s is refused', async (status) => {
    const { named, templates } = await aTemplate(status);
    await expect(templates.edit(named, { components: corrected })).rejects.toThrow(TemplateLocked);
  });

  it('that WhatsApp refuses leaves the template as it was, and does not count', async () => {
    const { named, templates, templatesOver } = await aTemplate('APPROVED');
    const refusing = templatesOver(new ScriptedWhatsApp({ change: refusal }));
    await expect(refusing.edit(named, { components: corrected })).rejects.toThrow(TemplateRefused);
    expect(await templates.get(named)).toMatchObject({ status: 'approved', components: reminder.components });
    expect((await templates.edit(named, { components: corrected })).status).toBe('pending');
  });

  it('whose answer is lost leaves the template under review, which is what it will turn out to be', async () => {
    const { named, templates, templatesOver } = await aTemplate('APPROVED');
    const silent = templatesOver(new ScriptedWhatsApp({ change: { outcome: 'unknown', detail: 'time-out' } }));
    await expect(silent.edit(named, { components: corrected })).rejects.toThrow(WhatsAppUnavailable);
    expect((await templates.get(named)).status).toBe('pending');
  });

  it('of an approved template is taken once in 24 hours', async () => {
    const { named, workspaceId, wabaId, templates, clock } = await aTemplate('APPROVED');
    const approve = () =>
      applyTemplateStatus(dataSource.manager, {
        workspaceId,
        wabaId,
        name: reminder.name,
        language: 'en',
        event: 'APPROVED',
      });
    await templates.edit(named, { components: corrected });
    await approve();
    await expect(templates.edit(named, { components: reminder.components })).rejects.toThrow(EditedTooOften);
    clock.advance(dayMs);
    expect((await templates.edit(named, { components: reminder.components })).status).toBe('pending');
  });
});

describe('a copy', () => {
  it('of a rejected template is a draft of its own', async () => {
    const { named, templates } = await aTemplate('REJECTED');
    const copy = await templates.copy(named, { name: 'cart_reminder_2', language: 'it' });
    expect(copy).toMatchObject({ name: 'cart_reminder_2', language: 'it', status: 'draft', providerId: null });
    expect(copy.id).not.toBe(named.id);
  });
});

describe('a deleted template', () => {
  it('is gone at WhatsApp too, and the name of an approved one is not free for 30 days', async () => {
    const { named, templatesOver } = await aTemplate('APPROVED');
    const whatsapp = new ScriptedWhatsApp();
    const templates = templatesOver(whatsapp);
    await templates.remove(named);
    expect(whatsapp.asked).toEqual(['delete provider-1']);
    expect((await templates.list(named.workspaceId, { limit: 9 })).rows).toEqual([]);
    await expect(templates.create(named.workspaceId, reminder)).rejects.toThrow(TemplateNameLocked);
    await dataSource.query(`update template set name_locked_until = now() where id = $1`, [named.id]);
    expect((await templates.create(named.workspaceId, reminder)).status).toBe('pending');
  });

  it.each(['draft', 'REJECTED'] as const)('that was %s leaves its name free', async (status) => {
    const { named, templates } = await aTemplate(status);
    await templates.remove(named);
    expect((await templates.create(named.workspaceId, reminder)).status).toBe('pending');
  });

  it.each(['PENDING', 'DISABLED'] as const)('cannot have been %s', async (status) => {
    const { named, templates } = await aTemplate(status);
    await expect(templates.remove(named)).rejects.toThrow(TemplateLocked);
  });
});

describe('a synchronisation', () => {
  const listed: ListedTemplate = {
    id: 'provider-1',
    name: 'cart_reminder',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    components: corrected,
  };
  const later = () => Date.now() + 60_000;
  const sync = async (
    { wabaId, syncOver }: Awaited<ReturnType<typeof aWorkspace>>,
    templates: ListedTemplate[],
    now = later(),
  ) => {
    const over = syncOver(new ScriptedWhatsApp({ listed: templates }));
    return over.record(dataSource.manager, await over.list(wabaId, now));
  };

  it('takes over what WhatsApp has decided, and tells whose status changed, once', async () => {
    const workspace = await aTemplate('PENDING');
    expect(await sync(workspace, [listed])).toEqual([
      { ...workspace.named, name: 'cart_reminder', language: 'en', status: 'approved' },
    ]);
    expect(await sync(workspace, [listed])).toEqual([]);
    expect(await workspace.templates.get(workspace.named)).toMatchObject({
      category: 'marketing',
      variables: ['1', '2'],
    });
  });

  it('brings templates that were made at WhatsApp', async () => {
    const workspace = await aWorkspace(dataSource);
    await sync(workspace, [
      listed,
      { ...listed, id: 'provider-2', language: 'it', status: 'REJECTED', rejected_reason: 'SCAM' },
    ]);
    const { rows } = await workspace.templates.list(workspace.workspaceId, { limit: 9 });
    expect(rows.map(({ language, status, statusReason }) => ({ language, status, statusReason }))).toEqual(
      expect.arrayContaining([
        { language: 'en', status: 'approved', statusReason: null },
        { language: 'it', status: 'rejected', statusReason: 'SCAM' },
      ]),
    );
  });

  it('deletes what WhatsApp has no more, but no draft', async () => {
    const workspace = await aTemplate('APPROVED');
    await workspace.templates.draft(workspace.workspaceId, { ...reminder, language: 'it' });
    expect(await sync(workspace, [])).toMatchObject([{ id: workspace.named.id, status: 'disabled' }]);
    const { rows } = await workspace.templates.list(workspace.workspaceId, { limit: 9 });
    expect(rows.map(({ language, status }) => ({ language, status }))).toEqual([{ language: 'it', status: 'draft' }]);
  });

  it('does not take back what was learned while WhatsApp was asked', async () => {
    const workspace = await aTemplate('APPROVED');
    expect(await sync(workspace, [{ ...listed, status: 'PENDING' }], Date.now() - 60_000)).toEqual([]);
    expect((await workspace.templates.get(workspace.named)).status).toBe('approved');
  });

  it('has an account in its turn once an hour', async () => {
    const workspace = await aWorkspace(dataSource);
    const over = workspace.syncOver(new ScriptedWhatsApp());
    const now = Date.now();
    const dueAt = async (at: number) => {
      const due: string[] = [];
      for (;;) {
        const next = await over.nextDue(dataSource.manager, at);
        if (next === undefined) return due.filter((waba) => waba === workspace.wabaId);
        due.push(next);
      }
    };
    expect(await dueAt(now)).toEqual([workspace.wabaId]);
    expect(await dueAt(now + 59 * 60_000)).toEqual([]);
    expect(await dueAt(now + 61 * 60_000)).toEqual([workspace.wabaId]);
  });
});
