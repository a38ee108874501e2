/* oxlint-disable unicorn/no-thenable -- `then` is the language's own word for what follows a branch */
import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, type StepInput } from '../testing/index.js';

describe('go_to', () => {
  it('jumps, and a loop through it counts turns', () => {
    const steps: Record<string, StepInput> = {
      wait: { type: 'delay', for: 'P1D', next: 'back' },
      back: { type: 'go_to', step: 'wait' },
    };
    const run = aStory(anAutomation().withSteps(steps).build()).passes('P10D');
    expect(run.state.turns).toEqual({ wait: 11, back: 10 });
    expect(run.at).toEqual(['wait: waiting']);
  });
});

describe('reach_goal', () => {
  it('completes the run, whatever else it does', () => {
    const steps: Record<string, StepInput> = {
      fork: { type: 'branch', branches: ['wait', 'done'], then: null },
      wait: { type: 'delay', for: 'P1D', next: null },
      done: { type: 'reach_goal' },
    };
    const run = aStory(anAutomation().withSteps(steps).build());
    expect(run.outcome).toEqual({ state: 'completed', reason: 'goal' });
    expect(run.last.wakeAt).toBeUndefined();
  });
});
