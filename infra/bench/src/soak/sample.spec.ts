import { expect, it } from '@jest/globals';
import { metricIn } from './sample.js';

const text = `# HELP threadline_dispatch_lag Events not handled
# TYPE threadline_dispatch_lag gauge
threadline_dispatch_lag{topic="shop",app="gateway"} 3
threadline_dispatch_lag{topic="run",app="gateway"} 4
process_resident_memory_bytes 1.5e+8
`;

it.each([
  ['threadline_dispatch_lag', 7],
  ['process_resident_memory_bytes', 150_000_000],
  ['threadline_dispatch', NaN],
])('reads %s', (name, value) => {
  expect(metricIn(text, name)).toBe(value);
});
