import { expect, it, jest } from '@jest/globals';
import { createDataSource } from '@threadline/persistence';
import { FixedClock } from '@threadline/platform';
import { ApiKeys } from '@threadline/workspaces';
import { randomUUID } from 'node:crypto';
import { runCli } from './run-cli.js';

jest.setTimeout(60_000);

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
