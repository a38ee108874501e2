import { describe, expect, it } from '@jest/globals';
import { reportOf } from './ports-free.js';

describe('the report of taken ports', () => {
  it('names the process and the setting that chooses another port', () => {
    const report = reportOf([{ part: 'gateway', port: 3000, owner: 'process 17 (node server.js)' }]);
    expect(report).toContain('Port 3000 (gateway) is taken by process 17 (node server.js)');
    expect(report).toContain('THREADLINE_GATEWAY_PORT=<port>');
  });

  it('tells every port that is taken, also when the owner is unknown', () => {
    const taken = [
      { part: 'kafka', port: 9092, owner: undefined },
      { part: 'temporalUi', port: 8233, owner: undefined },
    ] as const;
    expect(reportOf(taken).split('\n')).toHaveLength(2);
    expect(reportOf(taken)).toContain('another process');
  });
});
