import { expect, it } from '@jest/globals';
import { runCli } from './run-cli.js';

it.each([[[]], [['--help']], [['create-workspace', '--help']]])('explains itself for %j', async (args) => {
  const { exitCode, text } = await runCli(args);
  expect(exitCode).toBe(0);
  expect(text).toContain('--phone-number-id');
});

it.each([
  [['destroy-workspace'], 'There is no command "destroy-workspace"'],
  [['create-workspace', '--colour', 'red'], "Unknown option '--colour'"],
  [['create-workspace', '--slug', 'My Shop'], 'slug'],
  [['create-workspace', '--slug'], "'--slug <value>' argument missing"],
])('refuses %j and says why', async (args, words) => {
  const { exitCode, text } = await runCli(args);
  expect(exitCode).toBe(1);
  expect(text).toContain(words);
});
