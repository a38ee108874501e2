import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { aWorkspace, openDatabase, type TestWorkspace } from '../testing/index.js';
import { inTransaction } from '../transaction.js';
import { lockContactOf, UnknownContact } from './contact-identities.repository.js';
import { nextSeq } from './contacts.repository.js';

let dataSource: DataSource;
let workspace: TestWorkspace;
beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'] });
  workspace = await aWorkspace(dataSource);
});
afterAll(() => dataSource.destroy());

const found = (reference: Parameters<typeof lockContactOf>[2], workspaceId = workspace.id) =>
  inTransaction(dataSource, (tx) => lockContactOf(tx, workspaceId, reference));

it('creates a contact once, however many learn of it at the same time', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => found({ phone: '+391110000001', firstName: 'Anna' })));
  expect(new Set(all.map(({ contactId }) => contactId)).size).toBe(1);
  expect(all.filter(({ created }) => created)).toHaveLength(1);
});

it('finds the contact by any identity it was ever named with', async () => {
  const { contactId } = await found({ phone: '+391110000002' });
  await found({ phone: '+391110000002', email: 'Bea@Example.com' });
  expect(await found({ email: 'bea@example.COM' })).toEqual({ contactId, created: false });
  expect(await found({ id: contactId })).toEqual({ contactId, created: false });
});

it('adds what was not known, and never overwrites what was', async () => {
  const { contactId } = await found({ phone: '+391110000003', firstName: 'Carla' });
  await found({ phone: '+391110000003', firstName: 'Somebody', language: 'it' });
  const [row] = await dataSource.query(`select first_name, language from contact where id = $1`, [contactId]);
  expect(row).toEqual({ first_name: 'Carla', language: 'it' });
});

it('keeps workspaces apart', async () => {
  const other = await aWorkspace(dataSource);
  const mine = await found({ phone: '+391110000004' });
  const theirs = await found({ phone: '+391110000004' }, other.id);
  expect(theirs.contactId).not.toBe(mine.contactId);
  await expect(found({ id: theirs.contactId })).rejects.toBeInstanceOf(UnknownContact);
});

it('hands out sequence numbers without gaps or repeats', async () => {
  const { contactId } = await found({ phone: '+391110000005' });
  const seqs = await Promise.all(
    Array.from({ length: 10 }, () => inTransaction(dataSource, (tx) => nextSeq(tx, contactId))),
  );
  expect(seqs.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
