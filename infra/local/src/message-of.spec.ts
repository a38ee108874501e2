import { describe, expect, it } from '@jest/globals';
import { messageOf } from './message-of.js';

describe('an error in words', () => {
  it('tells the causes too', () => {
    expect(messageOf(new Error('Kafka', { cause: new Error('no disk', { cause: 'full' }) }))).toBe(
      'Kafka: no disk: full',
    );
  });

  it('does not repeat a cause that is told already', () => {
    expect(messageOf(new Error('failed: no disk', { cause: new Error('no disk') }))).toBe('failed: no disk');
  });
});
