import { describe, expect, it } from '@jest/globals';
import { simulate } from '@threadline/automation';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSimulateOptions } from './command-line.js';
import { readSimulation } from './read-simulation.js';
import { reportOf } from './report.js';

const examples = join(import.meta.dirname, '../../../../docs/examples');
const played = async (name: string) => simulate(await readSimulation(join(examples, name)));

describe('the examples', () => {
  it('are all simulated without a warning', async () => {
    const files = await readdir(examples);
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) expect({ file, warnings: (await played(file)).warnings }).toEqual({ file, warnings: [] });
  });

  it('show a left cart: two messages, and an order that is credited after the end', async () => {
    const { outcome, sends } = await played('abandoned-cart.json');
    expect(outcome).toEqual({ state: 'completed', exitReason: null, convertedAt: '2026-03-30T08:00:00.000Z' });
    expect(sends.map(({ localTime, template }) => `${localTime} ${template ?? ''}`)).toEqual([
      '2026-03-28T15:00:00+01:00 cart_reminder',
      '2026-03-29T15:00:00+02:00 cart_coupon',
    ]);
  });

  it('show a booking that is put off over the change of the clocks, and one that is called off', async () => {
    const { runs, sends } = await played('booking-reminder.json');
    expect(runs.map(({ key, state }) => `${key} ${state}`)).toEqual(['b-1 completed', 'b-2 disarmed']);
    expect(sends.map(({ localTime, step }) => `${localTime} ${step}`)).toEqual([
      '2026-10-24T15:00:00+02:00 remind',
      '2026-10-24T16:00:00+02:00 thanks',
    ]);
    expect(sends[0]?.variables).toEqual({ '1': '15:00' });
  });

  it('show an answer out of hours: once per closed time, and a ticket when work begins after the holidays', async () => {
    const { runs, sends, trail } = await played('out-of-hours.json');
    expect(sends).toHaveLength(1);
    expect(runs).toHaveLength(1);
    expect(trail.findLast(({ what }) => what === 'ticket_opened')?.localTime).toMatch(/^2026-12-28T09:00/);
  });
});

describe('the report', () => {
  it('tells the end, the messages and the timeline in columns', async () => {
    const lines = reportOf(await played('abandoned-cart.json'));
    expect(lines.slice(0, 5)).toEqual([
      'run-1 (c-1) completed: last_step, converted at 2026-03-30T08:00:00.000Z',
      '',
      '2 messages sent',
      '  2026-03-28 15:00:00 +01:00  remind  template cart_reminder  1: Ada',
      '  2026-03-29 15:00:00 +02:00  last    template cart_coupon',
    ]);
    expect(lines).toContain('Timeline');
  });

  it('says when nothing fired', async () => {
    const simulation = await readSimulation(join(examples, 'abandoned-cart.json'));
    expect(reportOf(simulate({ ...simulation, timeline: [] }))).toEqual(['No trigger fired.']);
  });
});

describe('a file that cannot be simulated', () => {
  const inFile = async (text: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'simulate-'));
    try {
      await writeFile(join(folder, 'file.json'), text);
      return await readSimulation(join(folder, 'file.json')).then(
        () => 'simulated',
        (error: Error) => error.message,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it('is told with JSON pointers and what to do', async () => {
    const steps = { a: { type: 'add_tag', tag: 'x', next: 'b' } };
    const definition = { name: 'x', triggers: [{ id: 'm', type: 'manual' }], start: 'a', steps };
    const message = await inFile(JSON.stringify({ definition, start: '2026-01-01T00:00:00Z' }));
    expect(message).toContain('/definition/steps/a/next  there is no step "b". Point it to one of: a; or to null.');
  });

  it.each([
    ['that is no JSON', '{', /file\.json .*JSON/],
    ['that is too large', ' '.repeat(1_100_000), /it is too large/],
    ['that is empty', '', /file\.json/],
  ])('%s', async (_, text, words) => {
    expect(await inFile(text)).toMatch(words);
  });

  it('because it does not exist', async () => {
    await expect(readSimulation('/nowhere/file.json')).rejects.toThrow(/cannot be read: .*ENOENT/);
  });
});

it('one file is taken, and options that exist', () => {
  expect(parseSimulateOptions(['--json', 'a.json'])).toEqual({ file: 'a.json', isJson: true, wantsHelp: false });
  expect(() => parseSimulateOptions(['a.json', 'b.json'])).toThrow('One file at a time');
  expect(() => parseSimulateOptions(['--fast'])).toThrow(/--fast/);
});
