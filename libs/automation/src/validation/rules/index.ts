import { conditions } from './conditions.rule.js';
import { dateFields } from './date-fields.rule.js';
import { duplicateTrigger } from './duplicate-trigger.rule.js';
import { expressions } from './expressions.rule.js';
import { freeMessageAfterWait } from './free-message-after-wait.rule.js';
import { loopWithoutWait } from './loop-without-wait.rule.js';
import { messageEvents } from './message-events.rule.js';
import { missingKey } from './missing-key.rule.js';
import { phrases } from './phrases.rule.js';
import type { Rule } from './rule.js';
import { templates } from './templates.rule.js';
import { texts } from './texts.rule.js';
import { triggerPaths } from './trigger-paths.rule.js';
import { unknownNames } from './unknown-names.rule.js';
import { unknownTarget } from './unknown-target.rule.js';
import { unreachableStep } from './unreachable-step.rule.js';

/** Every rule, in the order in which an author should read what they say. */
export const rules: readonly Rule[] = [
  unknownTarget,
  unreachableStep,
  loopWithoutWait,
  duplicateTrigger,
  missingKey,
  triggerPaths,
  dateFields,
  phrases,
  conditions,
  messageEvents,
  expressions,
  texts,
  templates,
  unknownNames,
  freeMessageAfterWait,
];
