import { callStepExamples } from './call-step-examples.js';
import { dataStepExamples } from './data-step-examples.js';
import type { StepExamples } from './example.js';
import { flowStepExamples } from './flow-step-examples.js';
import { messageStepExamples } from './message-step-examples.js';

export * from './example.js';
export { triggerExamples } from './trigger-examples.js';

/** An example of each type of step. A forgotten type does not compile. */
export const stepExamples: StepExamples = {
  ...messageStepExamples,
  ...flowStepExamples,
  ...dataStepExamples,
  ...callStepExamples,
};
