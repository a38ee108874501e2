import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers, findLeftovers } from '../process/leftovers.js';
import { serverStage } from './server-stage.js';
import type { Stage, StageContext } from './stage.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-stage-'));
});
afterEach(async () => {
  await endLeftovers(folder);
  rmSync(folder, { recursive: true });
});

const stays = `require('node:fs').writeFileSync('ready', ''); setInterval(() => {}, 1000);`;
const ignoresSigterm = `process.on('SIGTERM', () => {}); ${stays}`;

/** A server that runs `script` and is ready when it has written the file `ready`. */
const aServer = (script: string): Stage =>
  serverStage({
    name: 'Server',
    readyWithinMs: 10_000,
    prepare: () =>
      Promise.resolve({
        command: process.execPath,
        args: ['-e', script],
        folder,
        logFile: join(folder, 'server.log'),
        env: {},
      }),
    isReady: () => Promise.resolve(existsSync(join(folder, 'ready'))),
  });

const aContext = (changes: Partial<StageContext> = {}): StageContext => ({
  signal: new AbortController().signal,
  report: () => {},
  lost: () => {},
  ...changes,
});

describe('a server as a stage', () => {
  it('runs from start to stop', async () => {
    const server = aServer(stays);
    await server.start(aContext());
    expect(await findLeftovers(folder)).toHaveLength(1);
    await server.stop();
    expect(await findLeftovers(folder)).toEqual([]);
  });

  it('shows what the process said when it ends before it is ready', async () => {
    const server = aServer(`console.log('no such disk'); process.exit(3)`);
    await expect(server.start(aContext())).rejects.toThrow(/ended with code 3[^]*no such disk/);
  });

  it('says that a program is missing and how to get it', async () => {
    const logFile = join(folder, 'server.log');
    const missing = { command: 'no-such-program', args: [], folder, logFile, env: {}, howToGet: 'Install it.' };
    const server = serverStage({
      name: 'Server',
      readyWithinMs: 10_000,
      prepare: () => Promise.resolve(missing),
      isReady: () => Promise.resolve(false),
    });
    await expect(server.start(aContext())).rejects.toThrow('no-such-program is not installed. Install it.');
    await server.stop();
  });

  it('is reported as lost when it ends by itself', async () => {
    const server = aServer(`${stays} setTimeout(() => process.exit(4), 200)`);
    const lost = await new Promise<Error>((resolve) => void server.start(aContext({ lost: resolve })));
    expect(lost.message).toContain('Server ended with code 4');
  });

  it('is given up when the stack stops while it starts', async () => {
    const abort = new AbortController();
    const server = aServer('setInterval(() => {}, 1000)');
    const started = server.start(aContext({ signal: abort.signal }));
    abort.abort();
    await expect(started).rejects.toThrow('abort');
    await server.stop();
    expect(await findLeftovers(folder)).toEqual([]);
  });

  it('is killed by a later start when its launcher could not end it', async () => {
    await aServer(ignoresSigterm).start(aContext());
    expect(await endLeftovers(folder, 200)).toEqual([{ pid: expect.any(Number), program: 'node' }]);
    expect(await findLeftovers(folder)).toEqual([]);
  });
});
