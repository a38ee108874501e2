import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { optOutConfirmationIdOf } from '@threadline/contracts';
import { aWorkspace, openDatabase, type TestWorkspace } from '@threadline/persistence/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Automations } from './automations.js';
import { KeptBySetting } from './errors.js';
import { OptOutConfirmations } from './opt-out-confirmations.js';
import { Publishing } from './publishing.js';

let dataSource: DataSource;
let confirmations: OptOutConfirmations;
let automations: Automations;
let workspace: TestWorkspace;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 8 });
  automations = new Automations(dataSource);
  const schedules = { trySync: () => Promise.resolve() };
  confirmations = new OptOutConfirmations(dataSource, new Publishing(dataSource, schedules));
});
beforeEach(async () => {
  workspace = await aWorkspace(dataSource);
});
afterAll(() => dataSource.destroy());

const goodbye = { template: 'goodbye', language: 'en' };

async function has(name: string, { category = 'utility', status = 'approved', variables = [] as string[] } = {}) {
  await dataSource.query(
    `insert into template (id, workspace_id, name, language, category, status, components, variables, waba_id)
     values ($1, $2, $3, 'en', $4, $5, '[]', $6, $7)`,
    [randomUUID(), workspace.id, name, category, status, JSON.stringify(variables), workspace.wabaId],
  );
}

describe('the confirmation of opt-outs', () => {
  it('is off until somebody names a template, and off again when somebody says so', async () => {
    await has('goodbye');
    expect(await confirmations.of(workspace.id)).toBeUndefined();
    await confirmations.change(workspace.id, goodbye);
    expect(await confirmations.of(workspace.id)).toEqual(goodbye);
    await confirmations.change(workspace.id, null);
    expect(await confirmations.of(workspace.id)).toBeUndefined();
  });

  it('follows the setting through other templates, also when it is told twice at once', async () => {
    for (const name of ['goodbye', 'farewell']) await has(name);
    await Promise.all([1, 2, 3].map(() => confirmations.change(workspace.id, goodbye)));
    await confirmations.change(workspace.id, { template: 'farewell', language: 'en' });
    expect(await confirmations.of(workspace.id)).toEqual({ template: 'farewell', language: 'en' });
    const { rows } = await automations.list(workspace.id, { limit: 10 });
    expect(rows).toMatchObject([{ name: 'Opt-out confirmation', state: 'enabled', hasUnpublishedChanges: false }]);
  });

  it('keeps a name of its own beside an automation that is called the same', async () => {
    await has('goodbye');
    await automations.create(workspace.id, {
      name: 'Opt-out confirmation',
      triggers: [{ id: 'by-hand', type: 'manual' }],
      start: 'end',
      steps: { end: { type: 'exit' } },
    });
    await confirmations.change(workspace.id, goodbye);
    const { slug } = await automations.get(workspace.id, optOutConfirmationIdOf(workspace.id));
    expect(slug).toBe('opt-out-confirmation-2');
  });

  it('cannot be edited as an automation', async () => {
    await has('goodbye');
    await confirmations.change(workspace.id, goodbye);
    const id = optOutConfirmationIdOf(workspace.id);
    const { draft: definition, draftRevision: revision } = await automations.get(workspace.id, id);
    await expect(automations.update(workspace.id, id, { definition, revision })).rejects.toThrow(KeptBySetting);
  });

  it.each([
    ['that does not exist', 'template_missing', undefined],
    ['that is not approved', 'template_not_approved', { status: 'pending' }],
    ['that needs variables', 'variable_missing', { variables: ['1'] }],
    ['that is marketing', 'template_is_marketing', { category: 'marketing' }],
  ])('is refused with a template %s', async (_, code, template) => {
    if (template) await has('goodbye', template);
    await expect(confirmations.change(workspace.id, goodbye)).rejects.toMatchObject({
      code: 'confirmation_refused',
      problems: [{ code, path: '/optOutConfirmation/template' }],
    });
    expect(await confirmations.of(workspace.id)).toBeUndefined();
  });
});
