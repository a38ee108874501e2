import { describe, expect, it } from '@jest/globals';
import { benchHelp, parseBenchOptions } from './command-line.js';

const known = ['journey', 'entry', 'simulate'];
const parsed = (...args: string[]) => parseBenchOptions(args, known);

describe('the options of npm run bench', () => {
  it('measure every section three times when nothing is said', () => {
    expect(parsed()).toEqual({
      sections: known,
      json: undefined,
      repeats: 3,
      isLarge: false,
      scale: 1,
      onGivenServers: false,
      wantsHelp: false,
    });
  });

  it('choose sections, which keep their order', () => {
    expect(parsed('simulate', 'journey').sections).toEqual(['journey', 'simulate']);
  });

  it('take a file, a number and sizes', () => {
    expect(parsed('--json', 'out.json', '--repeats', '5', '--large')).toMatchObject({
      json: 'out.json',
      repeats: 5,
      isLarge: true,
    });
  });

  it('take a share of every amount', () => {
    expect(parsed('--scale', '0.1').scale).toBe(0.1);
  });

  it('measure on given servers on purpose only', () => {
    expect(parsed('--given-servers').onGivenServers).toBe(true);
  });

  it.each([['--fast'], ['journeys'], ['--repeats', '0'], ['--repeats', 'many'], ['--scale', '0']])(
    'name what is wrong with %s %s',
    (...args) => {
      expect(() => parsed(...args.filter((arg) => typeof arg === 'string'))).toThrow(args.at(-1));
    },
  );

  it('tell in the help what each section is about', () => {
    expect(benchHelp([{ name: 'entry', about: 'from the event to the first send' }])).toContain(
      'entry         from the event to the first send',
    );
  });
});
