import { describe, expect, it } from '@jest/globals';
import { interleaved } from './interleaved.js';

describe('interleaved arms', () => {
  it('are measured in turn, another one first each time', async () => {
    const order: string[] = [];
    const arm = (name: string) => (repeat: number) => {
      order.push(`${name}${repeat}`);
      return Promise.resolve(repeat);
    };
    const samples = await interleaved(3, { ours: arm('ours'), bare: arm('bare') });
    expect(order).toEqual(['ours0', 'bare0', 'bare1', 'ours1', 'ours2', 'bare2']);
    expect(samples).toEqual({ ours: [0, 1, 2], bare: [0, 1, 2] });
  });

  it('end with the first failure', async () => {
    const failing = () => Promise.reject(new Error('broken'));
    await expect(interleaved(3, { failing })).rejects.toThrow('broken');
  });
});
