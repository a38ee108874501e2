import { shortestMs } from '@threadline/domain';
import type { AutomationDefinition } from '../language/definition.js';
import { behaviourOf, type Step } from '../steps/index.js';

/** Whether a step gives a message to the contact. */
export const isSend = (step: Step): boolean => behaviourOf(step).kind === 'send';

/** The steps a step leads to. */
export function stepsAfter(step: Step): string[] {
  return behaviourOf(step)
    .ways(step)
    .flatMap(({ to }) => (to === null ? [] : [to]));
}

/**
 * Whether a send step asks: a `customer_response` can follow its message before another send does. Then the contact's next
 * message may be the answer to it.
 */
export function asksForReply(definition: AutomationDefinition, stepId: string): boolean {
  const step = stepAt(definition, stepId);
  if (!step || !isSend(step) || !('next' in step)) return false;
  const after = step.next ? [step.next] : followersOfBranches(definition, stepId);
  return after.some((next) => reachesResponse(definition, next));
}

/** Whether a `customer_response` comes, from this step on, before a send. A path that ends goes on after its branch. */
export function reachesResponse(definition: AutomationDefinition, from: string): boolean {
  const afterBranches = followersOfBranches(definition, from);
  const seen = new Set<string>();
  const open = [from];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    const step = stepAt(definition, stepId);
    if (!step || seen.has(stepId)) continue;
    seen.add(stepId);
    if (step.type === 'customer_response') return true;
    if (isSend(step)) continue;
    open.push(...stepsAfter(step), ...(endsPath(step) ? afterBranches : []));
  }
  return false;
}

const endsPath = (step: Step): boolean =>
  behaviourOf(step)
    .ways(step)
    .some(({ to }) => to === null);

/** What follows the branch steps one of whose paths may lead to a step. */
function followersOfBranches(definition: AutomationDefinition, stepId: string): string[] {
  return Object.values(definition.steps).flatMap((step) => {
    if (step.type !== 'branch' || step.then === null) return [];
    return step.branches.some((path) => stepsFrom(definition, path).has(stepId)) ? [step.then] : [];
  });
}

/** The steps that can be reached from a step, itself included. */
export function stepsFrom(definition: AutomationDefinition, from: string): Set<string> {
  const reached = new Set<string>();
  const open = [from];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    const step = stepAt(definition, stepId);
    if (!step || reached.has(stepId)) continue;
    reached.add(stepId);
    open.push(...stepsAfter(step));
  }
  return reached;
}

/** Whether time must pass at a step, so that a loop through it comes to rest. */
export function takesTime(step: Step): boolean {
  if (step.after !== undefined && shortestMs(step.after) > 0) return true;
  if (behaviourOf(step).kind !== 'wait') return false;
  const wait = 'for' in step ? step.for : 'deadline' in step ? step.deadline : undefined;
  return wait === undefined || shortestMs(wait) > 0;
}

/** The step of that id; undefined when there is none. */
export const stepAt = (definition: Pick<AutomationDefinition, 'steps'>, stepId: string): Step | undefined =>
  Object.hasOwn(definition.steps, stepId) ? definition.steps[stepId] : undefined;
