// Opens a workspace in the database of DATABASE_URL and prints its id and its first API key, which is shown only here.
import { env, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { createDataSource } from '@threadline/persistence';
import { createWorkspace, NewWorkspace } from '@threadline/workspaces';

const { shape } = NewWorkspace;
const flagOf = (field) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const fields = Object.keys(shape).map((field) => ({ field, flag: flagOf(field), meaning: shape[field].description }));
const usage = fields.map(({ flag, meaning }) => `  --${flag.padEnd(16)} ${meaning}`).join('\n');

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, ...Object.fromEntries(fields.map(({ flag }) => [flag, { type: 'string' }])) },
});
if (values.help) stop(0, usage);
const given = Object.fromEntries(fields.map(({ field, flag }) => [field, values[flag]]));
const wanted = NewWorkspace.safeParse(given);
if (!wanted.success) stop(2, [...wanted.error.issues.map(problem), '', usage].join('\n'));
if (!env.DATABASE_URL) throw new Error('DATABASE_URL is missing');

const dataSource = await createDataSource({ url: env.DATABASE_URL, poolSize: 1 }).initialize();
try {
  console.log(JSON.stringify(await createWorkspace(dataSource, wanted.data), null, 2));
} finally {
  await dataSource.destroy();
}

function problem({ path: [field], message }) {
  return `--${flagOf(field)} ${given[field] === undefined ? 'is missing' : message}`;
}

function stop(code, text) {
  console.error(text);
  exit(code);
}
