import { z } from 'zod';
import { addTag } from './add-tag.step.js';
import { branch } from './branch.step.js';
import { customerResponse } from './customer-response.step.js';
import type { StepBehaviour } from './define-step.js';
import { delay } from './delay.step.js';
import { exit } from './exit.step.js';
import { jump } from './go-to.step.js';
import { ifElse } from './if-else.step.js';
import { reachGoal } from './reach-goal.step.js';
import { sendButtons } from './send-buttons.step.js';
import { sendMessage } from './send-message.step.js';
import { sendTemplate } from './send-template.step.js';
import { split } from './split.step.js';
import { awaitEvent } from './wait-for.step.js';

/** What an automation does. The only list of step types. */
export const Step = z
  .discriminatedUnion('type', [
    sendTemplate.schema,
    sendMessage.schema,
    sendButtons.schema,
    customerResponse.schema,
    awaitEvent.schema,
    delay.schema,
    ifElse.schema,
    split.schema,
    branch.schema,
    jump.schema,
    addTag.schema,
    exit.schema,
    reachGoal.schema,
  ])
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

type StepOf<T extends Step['type']> = Extract<Step, { type: T }>;
const behaviours: { readonly [T in Step['type']]: StepBehaviour<StepOf<T>> } = {
  send_template: sendTemplate,
  send_message: sendMessage,
  send_buttons: sendButtons,
  customer_response: customerResponse,
  wait_for: awaitEvent,
  delay,
  if_else: ifElse,
  split,
  branch,
  go_to: jump,
  add_tag: addTag,
  exit,
  reach_goal: reachGoal,
};

/** The behaviour of a step's type. */
export const behaviourOf = (step: Step): StepBehaviour<Step> => behaviours[step.type];
