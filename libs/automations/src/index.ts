export { publishApproved } from './approval-chore.js';
export { Automations, type AutomationHistory, type CheckedAutomation } from './automations.js';
export { readDefinition } from './definitions.js';
export {
  AutomationNotFound,
  ConfirmationRefused,
  InvalidDefinition,
  KeptBySetting,
  NeverPublished,
  NotPublishable,
  PhraseTaken,
  StaleDraft,
} from './errors.js';
export { OptOutConfirmations } from './opt-out-confirmations.js';
export { Publishing } from './publishing.js';
export { AutomationSchedules } from './schedules/automation-schedules.js';
