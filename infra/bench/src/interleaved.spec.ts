import { describe, expect, it } from '@jest/globals';
import { interleaved } from './interleaved.js';

describe('interleaved arms', () => {
  it('are measured in turn, another one first each time', async () => {
    const order: string[] = [];
    const arm = (name: string) => (repeat: number) => {
      order.push(`${name}${repeat}`);
      return Promise.resolve(repeat);
    };
    const samples = await interleaved({ repeats: 3, tell: () => {} }, { ours: arm('ours'), bare: arm('bare') });
    expect(order).toEqual(['ours0', 'bare0', 'bare1', 'ours1', 'ours2', 'bare2']);
    expect(samples).toEqual({ ours: [0, 1, 2], bare: [0, 1, 2] });
  });

  it('tell what is measured', async () => {
    const lines: string[] = [];
    const arm = () => Promise.resolve(0);
    await interleaved({ repeats: 1, tell: (line) => lines.push(line) }, { ours: arm, bare: arm });
    expect(lines).toEqual(['1 of 1: ours', '1 of 1: bare']);
  });

  it('end with the first failure', async () => {
    const failing = () => Promise.reject(new Error('broken'));
    await expect(interleaved({ repeats: 3, tell: () => {} }, { failing })).rejects.toThrow('broken');
  });
});
