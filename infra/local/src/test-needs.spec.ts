import { describe, expect, it } from '@jest/globals';
import { needsOf } from './test-needs.js';

describe('what the selected specs need', () => {
  it('starts nothing for unit specs', () => {
    expect(needsOf(['/a/x.spec.ts'])).toEqual({ timeSkippingServer: false, servers: false, apps: false });
  });

  it('needs the time-skipping server alone for workflow specs', () => {
    expect(needsOf(['/a/x.workflow-spec.ts'])).toEqual({ timeSkippingServer: true, servers: false, apps: false });
  });

  it('needs both for the agreement of the simulator with the driver', () => {
    const both = { timeSkippingServer: true, servers: true, apps: false };
    expect(needsOf(['/test/agreement/x.workflow-spec.ts'])).toEqual(both);
  });

  it('needs the servers without the apps for integration specs', () => {
    expect(needsOf(['/a/x.spec.ts', '/a/x.int-spec.ts'])).toEqual({
      timeSkippingServer: false,
      servers: true,
      apps: false,
    });
  });

  it('needs the servers and the apps for end-to-end specs', () => {
    expect(needsOf(['/a/x.e2e-spec.ts'])).toEqual({ timeSkippingServer: false, servers: true, apps: true });
  });
});
