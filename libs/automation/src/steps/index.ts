import { z } from 'zod';
import { addTag } from './add-tag.step.js';
import { customerResponse } from './customer-response.step.js';
import type { StepBehaviour } from './define-step.js';
import { delay } from './delay.step.js';
import { exit } from './exit.step.js';
import { ifElse } from './if-else.step.js';
import { sendMessage } from './send-message.step.js';
import { sendTemplate } from './send-template.step.js';

/** What an automation does. The only list of step types. */
export const Step = z
  .discriminatedUnion('type', [
    sendTemplate.schema,
    sendMessage.schema,
    customerResponse.schema,
    delay.schema,
    ifElse.schema,
    addTag.schema,
    exit.schema,
  ])
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

type StepOf<T extends Step['type']> = Extract<Step, { type: T }>;
const behaviours: { readonly [T in Step['type']]: StepBehaviour<StepOf<T>> } = {
  send_template: sendTemplate,
  send_message: sendMessage,
  customer_response: customerResponse,
  delay,
  if_else: ifElse,
  add_tag: addTag,
  exit,
};

/** The behaviour of a step's type. */
export const behaviourOf = (step: Step): StepBehaviour<Step> => behaviours[step.type];
