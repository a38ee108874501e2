import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, insertConnection, openConnection } from '@threadline/persistence';
import { ownDatabase } from '@threadline/persistence/testing';
import { FixedClock, SecretBox, SecretKeys } from '@threadline/platform';
import { ApiKeys } from '@threadline/workspaces';
import { randomBytes, randomUUID } from 'node:crypto';
import { runCli } from './run-cli.js';

beforeAll(async () => {
  process.env['DATABASE_URL'] = await ownDatabase(process.env['DATABASE_URL'] ?? '');
});

const given = (slug: string, number: string) =>
  `create-workspace --slug ${slug} --name Shop --time-zone Europe/Rome --phone-number-id ${number} --waba-id w --display-phone +390212345678`.split(
    ' ',
  );

it('opens a workspace once and prints a working key each time', async () => {
  const args = given(`cli-${randomUUID()}`, randomUUID());
  const texts = [(await runCli(args)).text, (await runCli(args)).text];
  const [first, second] = texts.map((text) => /^workspace (\S+)\napi key {3}(tl_\S+)\n$/.exec(text)?.slice(1) ?? []);
  expect(second?.[0]).toBe(first?.[0]);
  expect(second?.[1]).not.toBe(first?.[1]);
  const dataSource = await createDataSource({ url: process.env['DATABASE_URL'] ?? '', poolSize: 1 }).initialize();
  const holder = await new ApiKeys(dataSource, new FixedClock()).authenticate(second?.[1] ?? '');
  await dataSource.destroy();
  expect(holder).toEqual({ workspaceId: first?.[0], role: 'owner' });
});

it('says so when another workspace has the number', async () => {
  const number = randomUUID();
  await runCli(given(`cli-${randomUUID()}`, number));
  expect(await runCli(given(`cli-${randomUUID()}`, number))).toEqual({
    exitCode: 1,
    text: `number ${number} belongs to another workspace\n`,
  });
});

it('reckons anew who earned which orders', async () => {
  expect(await runCli(['rebuild-attribution'])).toEqual({
    exitCode: 0,
    text: '0 contacts: 0 orders as before, 0 credits given, 0 taken back\n',
  });
});

it('rewinds nothing without a moment to begin with', async () => {
  expect(await runCli(['rewind-events'])).toEqual({
    exitCode: 1,
    text: 'The database has handled no event: say from when on with --since.\n',
  });
  expect(await runCli(['rewind-events', '--since', 'tomorrow'])).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('--since is a moment such as'),
  });
});

describe('rotate-secrets', () => {
  const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
  const before = process.env['SECRETS_KEYS'];
  const rotateWith = (keys: string) => {
    process.env['SECRETS_KEYS'] = keys;
    return runCli(['rotate-secrets']);
  };
  afterEach(() => {
    if (before === undefined) delete process.env['SECRETS_KEYS'];
    else process.env['SECRETS_KEYS'] = before;
  });

  it('brings secrets under the first key, however often it is asked, and names those it cannot open', async () => {
    const [oldKey, newKey] = [aKey('old'), aKey('new')];
    const workspace =
      /^workspace (\S+)/.exec((await runCli(given(`cli-${randomUUID()}`, randomUUID()))).text)?.[1] ?? '';
    const id = randomUUID();
    const url = process.env['DATABASE_URL'] ?? '';
    const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
    const box = new SecretBox(SecretKeys.parse(oldKey));
    const connection = { id, workspaceId: workspace, kind: 'integration', name: 'crm', settings: {} };
    await insertConnection(dataSource.manager, box, { ...connection, secrets: { current: { secret: 'hunter2' } } });
    expect(await rotateWith(newKey)).toMatchObject({ exitCode: 1, text: expect.stringContaining(`connection ${id}`) });
    const both = `${newKey},${oldKey}`;
    expect(await rotateWith(both)).toMatchObject({ exitCode: 0, text: expect.stringMatching(/^1 secrets are now/) });
    expect(await rotateWith(both)).toMatchObject({ exitCode: 0, text: expect.stringMatching(/^0 secrets are now/) });
    const opened = await openConnection(dataSource.manager, new SecretBox(SecretKeys.parse(newKey)), id);
    await dataSource.destroy();
    expect(opened?.secrets.current).toEqual({ secret: 'hunter2' });
  });

  it('says which variable is missing', async () => {
    expect(await rotateWith('')).toEqual({ exitCode: 1, text: expect.stringContaining('SECRETS_KEYS: is missing') });
  });
});

it('keeps an access token of a number, and says so when there is none', async () => {
  const number = randomUUID();
  await runCli(given(`cli-${randomUUID()}`, number));
  const before = { ...process.env };
  Object.assign(process.env, { SECRETS_KEYS: `test:${randomBytes(32).toString('base64')}`, ACCESS_TOKEN: 'EAAG' });
  const args = ['set-access-token', '--phone-number-id'];
  const [kept, unknown] = [await runCli([...args, number]), await runCli([...args, 'nobody'])];
  process.env = before;
  expect(kept).toEqual({ exitCode: 0, text: `number ${number} has an access token of its own\n` });
  expect(unknown).toEqual({ exitCode: 1, text: 'there is no number nobody\n' });
});
