import { describe, expect, it } from '@jest/globals';
import { parseStartOptions } from './command-line.js';

describe('the options of npm start', () => {
  it('plays the story and stays up when nothing is said', () => {
    expect(parseStartOptions([])).toEqual({ isOnce: false, hasStory: true, wantsHelp: false });
  });

  it('takes --once and --no-story', () => {
    expect(parseStartOptions(['--once', '--no-story'])).toEqual({ isOnce: true, hasStory: false, wantsHelp: false });
  });

  it.each(['--twice', 'story'])('names what it does not know: %s', (argument) => {
    expect(() => parseStartOptions([argument])).toThrow(argument);
  });
});
