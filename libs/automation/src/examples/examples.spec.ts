import { describe, expect, it } from '@jest/globals';
import { simulate } from '../simulator/simulator.js';
import { isError, validate } from '../validation/validate.js';
import { definitionOfStep, definitionOfTrigger, endingOf, simulationOf } from './example.js';
import { stepExamples, triggerExamples } from './index.js';

const examples = [
  ...Object.entries(triggerExamples).map(([type, example]) => ({
    type: `trigger ${type}`,
    definition: definitionOfTrigger(type, example),
    example,
  })),
  ...Object.entries(stepExamples).map(([type, example]) => ({
    type: `step ${type}`,
    definition: definitionOfStep(type, example),
    example,
  })),
];

describe.each(examples)('the example of the $type', ({ definition, example }) => {
  it('is valid', () => {
    expect(validate(definition).filter(isError)).toEqual([]);
  });

  it('ends as it says', () => {
    const { tags = [], ...ends } = example.ends;
    const ending = endingOf(simulate(simulationOf(definition, example)));
    expect(ending).toMatchObject({ ...ends, tags: expect.arrayContaining([...tags]) });
  });
});
