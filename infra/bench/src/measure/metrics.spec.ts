import { describe, expect, it } from '@jest/globals';
import { sumOf } from './metrics.js';

const text = `# HELP consumed_total Messages read
# TYPE consumed_total counter
consumed_total{topic="a",app="gateway"} 12
consumed_total{topic="b",app="gateway"} 30
consumed_total_other 7
memory_bytes 1.5e+8
`;

describe('a metric', () => {
  it('is summed over its labels', () => {
    expect(sumOf(text, 'consumed_total')).toBe(42);
  });

  it('may be that of one label', () => {
    expect(sumOf(text, 'consumed_total', { topic: 'b' })).toBe(30);
  });

  it('may have no labels, and is 0 when there is none', () => {
    expect(sumOf(text, 'memory_bytes')).toBe(150_000_000);
    expect(sumOf(text, 'unknown_total')).toBe(0);
  });
});
