import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Stack } from './stack.js';
import { task, type Stage } from './stage.js';

/** A stage that writes down when it starts and stops. */
const recorded = (name: string, log: string[]): Stage => ({
  name,
  start: () => Promise.resolve(void log.push(`start ${name}`)),
  stop: () => Promise.resolve(void log.push(`stop ${name}`)),
});

const failing = (reason: string): Stage => task('failing', () => Promise.reject(new Error(reason)));

/** A stage that is never ready, and gives up only when told. */
const endless = (log: string[]): Stage => ({
  name: 'endless',
  start: ({ signal }) => pause(60_000, undefined, { signal }),
  stop: () => Promise.resolve(void log.push('stop endless')),
});

const quiet = (): void => {};

describe('a stack', () => {
  it('starts group after group and stops in reverse order', async () => {
    const log: string[] = [];
    const stack = new Stack([[recorded('servers', log)], [recorded('topics', log)], [recorded('apps', log)]], quiet);
    await stack.start();
    await stack.stop();
    expect(log).toEqual(['start servers', 'start topics', 'start apps', 'stop apps', 'stop topics', 'stop servers']);
  });

  it('does not start a group after one that failed, and stops what was begun', async () => {
    const log: string[] = [];
    const stack = new Stack([[recorded('a', log)], [failing('no disk')], [recorded('b', log)]], quiet);
    await expect(stack.start()).rejects.toMatchObject({ message: 'failing', cause: new Error('no disk') });
    await stack.stop();
    expect(log).toEqual(['start a', 'stop a']);
  });

  it('fails at once although a neighbour is still starting, which is given up by the stop', async () => {
    const log: string[] = [];
    const stack = new Stack([[endless(log), failing('no disk')]], quiet);
    await expect(stack.start()).rejects.toMatchObject({ message: 'failing', cause: new Error('no disk') });
    await stack.stop();
    expect(log).toEqual(['stop endless']);
  });

  it('stops the others when one cannot be stopped, and says which', async () => {
    const log: string[] = [];
    const lines: string[] = [];
    const stuck = { ...recorded('stuck', log), stop: () => Promise.reject(new Error('busy')) };
    const stack = new Stack([[recorded('a', log)], [stuck]], (line) => lines.push(line));
    await stack.start();
    await stack.stop();
    expect(log).toContain('stop a');
    expect(lines.join('\n')).toContain('stuck: could not be stopped: Error: busy');
  });

  it('tells when a part breaks down after it was ready', async () => {
    const breaking = task('breaking', ({ lost }) => Promise.resolve(lost(new Error('ended with code 3'))));
    const stack = new Stack([[breaking]], quiet);
    await stack.start();
    await expect(stack.lost).resolves.toThrow('ended with code 3');
  });
});
