import { describe, expect, it } from '@jest/globals';
import { PieceSize } from './piece-size.js';

describe('pieces of a batch', () => {
  it('grow while they are quick, up to a bound', () => {
    const size = new PieceSize();
    const sizes = Array.from({ length: 5 }, () => {
      const { now } = size;
      size.took(20);
      return now;
    });
    expect(sizes).toEqual([200, 400, 800, 1_000, 1_000]);
  });

  it('are small again after a slow one', () => {
    const size = new PieceSize();
    size.took(20);
    size.took(20);
    size.took(300);
    expect(size.now).toBe(800);
    size.took(900);
    expect(size.now).toBe(200);
  });

  it('keep a size that is given', () => {
    const size = new PieceSize(3);
    size.took(1);
    size.took(9_000);
    expect(size.now).toBe(3);
  });
});
