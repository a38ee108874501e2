import { describe, expect, it } from '@jest/globals';
import { listenerInode } from './port-owner.js';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 111 1
   1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1
   2: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1`;

describe('the owner of a port', () => {
  it('is who listens, not who is connected', () => {
    expect(listenerInode(table, 3000)).toBe('222');
  });

  it('is nobody when nobody listens', () => {
    expect(listenerInode(table, 3001)).toBeUndefined();
  });
});
