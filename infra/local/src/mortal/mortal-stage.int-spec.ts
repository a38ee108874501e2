import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports/port-plan.js';
import { poll } from '../process/poll.js';
import { serverStage } from '../stage/server-stage.js';
import { MortalStage } from './mortal-stage.js';

const patienceMs = 10_000;
const silentForMs = 300;

let folder = '';
let port = 0;
let stage: MortalStage;
let told: string[] = [];
const abort = { controller: new AbortController() };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mortal-stage-'));
  port = await freePort();
  told = [];
  abort.controller = new AbortController();
  const logFile = join(folder, 'logs', 'part.log');
  stage = new MortalStage({ name: 'Part', folder: join(folder, 'part'), logFile, make: () => aServer(logFile) });
  await stage.start({ signal: abort.controller.signal, report: (line) => told.push(line), lost: () => {} });
});
afterEach(async () => {
  abort.controller.abort();
  await stage.stop();
  rmSync(folder, { recursive: true });
});

/** Answers with the id of its process; asked for `/end` it ends. */
const script = `require('node:http').createServer(({ url }, answer) => {
  if (url === '/end') process.exit(7);
  answer.end(String(process.pid));
}).listen(Number(process.argv[1]), '127.0.0.1'); console.log('life', process.pid);`;

const aServer = (logFile: string) =>
  serverStage({
    name: 'Part',
    readyWithinMs: patienceMs,
    prepare: () =>
      Promise.resolve({
        command: process.execPath,
        args: ['-e', script, String(port)],
        folder: join(folder, 'part'),
        logFile,
        env: {},
      }),
    isReady: async () => (await ask()) !== undefined,
  });

/** The id of the process that answers; undefined when none does. */
const ask = (path = '/', withinMs = patienceMs): Promise<number | undefined> =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    signal: AbortSignal.timeout(withinMs),
    headers: { connection: 'close' },
  }).then(
    async (answer) => Number(await answer.text()),
    () => undefined,
  );

describe('a part that may die', () => {
  it('is gone when it was killed, and another process when it was started again', async () => {
    const first = await ask();
    await stage.kill();
    expect(await ask()).toBeUndefined();
    await stage.revive();
    const second = await ask();
    expect([typeof first, typeof second, first === second]).toEqual(['number', 'number', false]);
    expect(stage.ownEndings).toEqual([]);
  });

  it('keeps the log of each of its lives', async () => {
    const first = await ask();
    await stage.kill();
    await stage.revive();
    const log = (name: string) => readFileSync(join(folder, 'logs', name), 'utf8');
    expect([log('part.log.1'), log('part.log')]).toEqual([`life ${first}\n`, `life ${await ask()}\n`]);
  });

  it('answers nobody while it is frozen, and goes on as the same process', async () => {
    const before = await ask();
    await stage.freeze();
    expect(await ask('/', silentForMs)).toBeUndefined();
    await stage.thaw();
    expect(await ask()).toBe(before);
  });

  it('is started again when it ends by itself, which is told', async () => {
    const before = await ask();
    await ask('/end');
    const isAnother = async () => ![before, undefined].includes(await ask());
    expect(await poll(isAnother, { timeoutMs: patienceMs })).toBe(true);
    expect(stage.ownEndings).toEqual([expect.stringContaining('ended with code 7')]);
    expect(told).toEqual(['Part ended with code 7']);
  });

  it('can be stopped while it is frozen', async () => {
    await stage.freeze();
    await stage.stop();
    expect(await ask()).toBeUndefined();
    expect(existsSync(join(folder, 'part'))).toBe(true);
  });
});
