import { describe, expect, it } from '@jest/globals';
import { ConcurrencyLimit } from './concurrency-limit.js';
import { lanesOf, runLanes } from './lanes.js';

const turn = () => new Promise(setImmediate);

describe('lanes', () => {
  it('keep the order of each key', () => {
    expect(lanesOf(['a1', 'b1', 'a2', 'c1', 'b2'], (item) => item.charAt(0))).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
      ['c1'],
    ]);
  });

  it('share one limit, whoever else uses it', async () => {
    const limit = new ConcurrencyLimit(2);
    let [now, most, done] = [0, 0, 0];
    const act = async () => {
      most = Math.max(most, ++now);
      await turn();
      now--;
      done++;
    };
    const lanes = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    await Promise.all([runLanes(lanes, limit, act), runLanes(lanes, limit, act)]);
    expect([most, done]).toEqual([2, 12]);
  });

  it('begin nothing after an error and throw it when all stand still', async () => {
    const begun: string[] = [];
    let isSlowDone = false;
    const act = async (item: string) => {
      begun.push(item);
      await turn();
      if (item === 'bad') throw new Error('bad');
      await turn();
      await turn();
      isSlowDone = true;
    };
    await expect(
      runLanes(
        [
          ['bad', 'never'],
          ['slow', 'never'],
        ],
        new ConcurrencyLimit(5),
        act,
      ),
    ).rejects.toThrow('bad');
    expect([begun, isSlowDone]).toEqual([['bad', 'slow'], true]);
  });
});
