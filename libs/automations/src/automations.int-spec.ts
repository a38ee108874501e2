import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enabledVersionsOf } from '@threadline/persistence';
import { randomUUID } from 'node:crypto';
import { HeldTransaction, openDatabase } from '@threadline/persistence/testing';
import type { DataSource } from 'typeorm';
import { Automations } from './automations.js';
import {
  AutomationNotFound,
  InvalidDefinition,
  NeverPublished,
  NotPublishable,
  PhraseTaken,
  StaleDraft,
} from './errors.js';
import { Publishing } from './publishing.js';

let dataSource: DataSource;
let automations: Automations;
let publishing: Publishing;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 8 });
  automations = new Automations(dataSource);
  publishing = new Publishing(dataSource, { trySync: () => Promise.resolve() });
});
afterAll(() => dataSource.destroy());

describe('a draft', () => {
  it('is kept as it was written, under a slug of its name, numbered when the name comes again', async () => {
    const workspaceId = await aWorkspace();
    const definition = greeting('hello');
    const first = await automations.create(workspaceId, definition);
    expect(first).toMatchObject({
      slug: 'greeting',
      state: 'draft',
      draftRevision: 1,
      latestVersion: null,
      problems: [],
    });
    expect(first.draft).toEqual(definition);
    expect((await automations.create(workspaceId, definition)).slug).toBe('greeting-2');
    expect((await automations.create(workspaceId, definition)).slug).toBe('greeting-3');
  });

  it('gets slugs of its own when many of one name are created at once', async () => {
    const workspaceId = await aWorkspace();
    const created = await Promise.all(
      Array.from({ length: 6 }, () => automations.create(workspaceId, greeting('hello'))),
    );
    expect(new Set(created.map(({ slug }) => slug)).size).toBe(6);
  });

  it('is not kept when it is no definition, and every place is named', async () => {
    const workspaceId = await aWorkspace();
    const definition = { ...greeting('hello'), steps: { hello: { type: 'send_pigeon', next: null } } };
    await expect(automations.create(workspaceId, definition)).rejects.toMatchObject({
      code: 'invalid_definition',
      problems: expect.arrayContaining([expect.objectContaining({ path: '/steps/hello/type', severity: 'error' })]),
    });
    for (const nothing of [null, 'text', 7, []])
      await expect(automations.create(workspaceId, nothing)).rejects.toThrow(InvalidDefinition);
    expect((await automations.list(workspaceId, { limit: 10 })).rows).toEqual([]);
  });

  it('is kept with errors across steps, which are told', async () => {
    const { problems } = await automations.create(await aWorkspace(), { ...greeting('hello'), start: 'missing' });
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', path: '/start' }));
  });

  it('is replaced only by those who saw its latest revision', async () => {
    const workspaceId = await aWorkspace();
    const { id } = await automations.create(workspaceId, greeting('hello'));
    const change = { definition: greeting('hello', 'Renamed'), revision: 1 };
    expect(await automations.update(workspaceId, id, change)).toMatchObject({ name: 'Renamed', draftRevision: 2 });
    await expect(automations.update(workspaceId, id, change)).rejects.toThrow(StaleDraft);
  });

  it('of another workspace does not exist', async () => {
    const { id } = await automations.create(await aWorkspace(), greeting('hello'));
    const other = { workspaceId: await aWorkspace(), id };
    const change = { definition: greeting('hello'), revision: 1 };
    await expect(automations.get(other.workspaceId, id)).rejects.toThrow(AutomationNotFound);
    await expect(automations.update(other.workspaceId, id, change)).rejects.toThrow(AutomationNotFound);
    await expect(automations.validate(other.workspaceId, id)).rejects.toThrow(AutomationNotFound);
    await expect(publishing.publish(other)).rejects.toThrow(AutomationNotFound);
    await expect(publishing.enable(other)).rejects.toThrow(AutomationNotFound);
    await expect(publishing.disable(other)).rejects.toThrow(AutomationNotFound);
  });
});

describe('publishing', () => {
  it('numbers versions, switches on, and tells caches', async () => {
    const { workspaceId, id, named } = await aDraft(greeting('hello'));
    expect(await publishing.publish(named)).toMatchObject({ state: 'enabled', latestVersion: 1 });
    expect(await revisionOf(workspaceId)).toBe(1);
    await automations.update(workspaceId, id, { definition: greeting('good day'), revision: 1 });
    expect(await automations.get(workspaceId, id)).toMatchObject({ latestVersion: 1, hasUnpublishedChanges: true });
    expect(await publishing.publish(named)).toMatchObject({ latestVersion: 2, hasUnpublishedChanges: false });
    const { versions } = await automations.get(workspaceId, id);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(await enabledIn(workspaceId)).toEqual([{ id, version: 2, definition: greeting('good day') }]);
  });

  it('makes no new version of an unchanged draft', async () => {
    const { named } = await aDraft(greeting('hello'));
    await publishing.publish(named);
    expect(await publishing.publish(named)).toMatchObject({ latestVersion: 1 });
  });

  it('refuses a draft with errors and changes nothing', async () => {
    const { workspaceId, named } = await aDraft({ ...greeting('hello'), start: 'missing' });
    await expect(publishing.publish(named)).rejects.toThrow(NotPublishable);
    expect(await enabledIn(workspaceId)).toEqual([]);
    expect(await claimsOf(workspaceId)).toEqual([]);
  });
});

describe('an exact phrase', () => {
  it('starts one automation: a second claim is refused, naming phrase and owner', async () => {
    const { workspaceId, named } = await aDraft(greeting('Ciào!'));
    await publishing.publish(named);
    const second = await automations.create(workspaceId, greeting(['  ciao! ', 'hey'], 'Second'));
    expect(second.problems).toContainEqual(expect.objectContaining({ severity: 'error', path: '/triggers/0/match' }));
    const publish = publishing.publish({ workspaceId, id: second.id });
    await expect(publish).rejects.toThrow('One phrase starts one automation: "ciao!" starts the automation "Greeting"');
    await expect(publish).rejects.toThrow(PhraseTaken);
    expect(await claimsOf(workspaceId)).toEqual(['ciao!']);
  });

  it('is claimed by one only when two publish at the same time', async () => {
    const workspaceId = await aWorkspace();
    const drafts = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map((name) => automations.create(workspaceId, greeting(['b', 'a', name], name))),
    );
    const results = await Promise.allSettled(drafts.map(({ id }) => publishing.publish({ workspaceId, id })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(reasons).toEqual(Array.from({ length: 3 }, () => expect.any(PhraseTaken)));
    expect(await claimsOf(workspaceId)).toHaveLength(3);
  });

  it('is claimed on one number by one and on another by another, and on all numbers by nobody then', async () => {
    const workspaceId = await aWorkspace();
    const publish = async (name: string, number?: string) => {
      const { id } = await automations.create(workspaceId, greeting('hello', name, number));
      return publishing.publish({ workspaceId, id });
    };
    await publish('On one', '1');
    await publish('On another', '2');
    await expect(publish('On one too', '1')).rejects.toThrow('"hello" starts the automation "On one"');
    await expect(publish('On all')).rejects.toThrow(PhraseTaken);
    expect(await claimsOf(workspaceId)).toEqual(['hello', 'hello']);
  });

  it('is refused by the database itself, however the claims meet', async () => {
    const { workspaceId, id, named } = await aDraft(greeting('hello'));
    await publishing.publish(named);
    const claim = `insert into phrase_claim (workspace_id, phrase, number, automation_id, trigger_id) values ($1, $2, $3, $4, 'hello')`;
    await expect(dataSource.query(claim, [workspaceId, 'hello', '1', id])).rejects.toThrow('phrase_claim_once');
    await dataSource.query(claim, [workspaceId, 'other', '1', id]);
    await expect(dataSource.query(claim, [workspaceId, 'other', '', id])).rejects.toThrow('phrase_claim_once');
    await dataSource.query(claim, [workspaceId, 'other', '2', id]);
  });

  it.each([
    ['the same number', '1', '1'],
    ['one number and all of them', '1', undefined],
  ])('on %s is one’s only when two publish at the same instant', async (_, first, second) => {
    const workspaceId = await aWorkspace();
    const drafts = [
      await automations.create(workspaceId, greeting('hello', 'One', first)),
      await automations.create(workspaceId, greeting('hello', 'Two', second)),
    ];
    const ids = drafts.map(({ id }) => id);
    const held = await HeldTransaction.begin(dataSource);
    await held.tx.query(`select 1 from automation where id = any($1) for no key update`, [ids]);
    const both = Promise.allSettled(ids.map((id) => publishing.publish({ workspaceId, id })));
    await held.until(2);
    await held.letGo();
    const reasons = (await both).flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(reasons).toEqual([expect.any(PhraseTaken)]);
    expect(await claimsOf(workspaceId)).toEqual(['hello']);
  });

  it('is free in another workspace, when its owner is disabled, and when the owner no longer names it', async () => {
    const { workspaceId, id, named } = await aDraft(greeting('hello'));
    await publishing.publish(named);
    await publishing.publish((await aDraft(greeting('hello'))).named);
    await publishing.disable(named);
    const heir = await automations.create(workspaceId, greeting('hello', 'Heir'));
    await publishing.publish({ workspaceId, id: heir.id });
    await expect(publishing.enable(named)).rejects.toThrow('"hello" starts the automation "Heir"');
    await automations.update(workspaceId, heir.id, { definition: greeting('bye', 'Heir'), revision: 1 });
    await publishing.publish({ workspaceId, id: heir.id });
    expect(await publishing.enable(named)).toMatchObject({ id, state: 'enabled' });
    expect(await claimsOf(workspaceId)).toEqual(['bye', 'hello']);
  });
});

describe('disabling', () => {
  it('starts nothing any more and tells caches', async () => {
    const { workspaceId, named } = await aDraft(greeting('hello'));
    await publishing.publish(named);
    expect(await publishing.disable(named)).toMatchObject({ state: 'disabled', latestVersion: 1 });
    expect(await enabledIn(workspaceId)).toEqual([]);
    expect(await revisionOf(workspaceId)).toBe(2);
  });

  it('needs a version, as enabling does', async () => {
    const { named } = await aDraft(greeting('hello'));
    await expect(publishing.disable(named)).rejects.toThrow(NeverPublished);
    await expect(publishing.enable(named)).rejects.toThrow(NeverPublished);
  });
});

it('lists automations newest first, with the same rows whatever is added meanwhile', async () => {
  const workspaceId = await aWorkspace();
  for (const name of ['A', 'B', 'C']) await automations.create(workspaceId, greeting(name, name));
  const first = await automations.list(workspaceId, { limit: 2 });
  await automations.create(workspaceId, greeting('D', 'D'));
  const second = await automations.list(workspaceId, { limit: 2, after: first.next });
  expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(['C', 'B', 'A']);
  expect(second.next).toBeUndefined();
});

const greeting = (exact: string | string[], name = 'Greeting', number?: string) => ({
  name,
  triggers: [{ id: 'hello', type: 'customer_message', match: { exact }, ...(number !== undefined && { number }) }],
  start: 'answer',
  steps: { answer: { type: 'send_message', text: 'Hello!', next: null } },
});

async function aWorkspace(): Promise<string> {
  const id = randomUUID();
  await dataSource.query(`insert into workspace (id, slug, name, time_zone) values ($1, $2, 'Test', 'UTC')`, [id, id]);
  return id;
}

async function aDraft(definition: object) {
  const workspaceId = await aWorkspace();
  const { id } = await automations.create(workspaceId, definition);
  return { workspaceId, id, named: { workspaceId, id } };
}

async function enabledIn(workspaceId: string) {
  const enabled = await enabledVersionsOf(dataSource.manager, workspaceId);
  return enabled.map(({ automationId, version, definition }) => ({ id: automationId, version, definition }));
}

const revisionOf = async (workspaceId: string) =>
  (await dataSource.query(`select catalog_revision as revision from workspace where id = $1`, [workspaceId]))[0]
    .revision;

const claimsOf = async (workspaceId: string) =>
  (
    await dataSource.query(`select phrase from phrase_claim where workspace_id = $1 order by phrase`, [workspaceId])
  ).map((row: { phrase: string }) => row.phrase);
