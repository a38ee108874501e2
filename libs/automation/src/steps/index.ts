import { z } from 'zod';
import { addNote } from './add-note.step.js';
import { addOperators } from './add-operators.step.js';
import { addTag } from './add-tag.step.js';
import { addToList } from './add-to-list.step.js';
import { aiOperator } from './ai-operator.step.js';
import { blockContact } from './block-contact.step.js';
import { branch } from './branch.step.js';
import { activecampaign, emailchef, make, paypal, zapier } from './connectors.step.js';
import { customerResponse } from './customer-response.step.js';
import type { StepBehaviour } from './define-step.js';
import { delay } from './delay.step.js';
import { exit } from './exit.step.js';
import { fillField } from './fill-field.step.js';
import { jump } from './go-to.step.js';
import { ifElse } from './if-else.step.js';
import { markUnread } from './mark-unread.step.js';
import { openTicket } from './open-ticket.step.js';
import { reachGoal } from './reach-goal.step.js';
import { removeFromList } from './remove-from-list.step.js';
import { removeOperators } from './remove-operators.step.js';
import { removeTag } from './remove-tag.step.js';
import { sendButtons } from './send-buttons.step.js';
import { sendMessage } from './send-message.step.js';
import { sendTemplate } from './send-template.step.js';
import { setConsent } from './set-consent.step.js';
import { split } from './split.step.js';
import { startAutomation } from './start-automation.step.js';
import { stopAutomations } from './stop-automations.step.js';
import { unblockContact } from './unblock-contact.step.js';
import { updateTicket } from './update-ticket.step.js';
import { voiceCall } from './voice-call.step.js';
import { awaitEvent } from './wait-for.step.js';
import { webhook } from './webhook.step.js';

/** What an automation does. The only list of step types. */
export const Step = z
  .discriminatedUnion('type', [
    sendTemplate.schema,
    sendMessage.schema,
    sendButtons.schema,
    voiceCall.schema,
    addNote.schema,
    markUnread.schema,
    customerResponse.schema,
    awaitEvent.schema,
    delay.schema,
    ifElse.schema,
    split.schema,
    branch.schema,
    jump.schema,
    startAutomation.schema,
    stopAutomations.schema,
    addTag.schema,
    removeTag.schema,
    addToList.schema,
    removeFromList.schema,
    fillField.schema,
    setConsent.schema,
    blockContact.schema,
    unblockContact.schema,
    addOperators.schema,
    removeOperators.schema,
    aiOperator.schema,
    openTicket.schema,
    updateTicket.schema,
    webhook.schema,
    emailchef.schema,
    activecampaign.schema,
    paypal.schema,
    zapier.schema,
    make.schema,
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
  voice_call: voiceCall,
  add_note: addNote,
  mark_unread: markUnread,
  customer_response: customerResponse,
  wait_for: awaitEvent,
  delay,
  if_else: ifElse,
  split,
  branch,
  go_to: jump,
  start_automation: startAutomation,
  stop_automations: stopAutomations,
  add_tag: addTag,
  remove_tag: removeTag,
  add_to_list: addToList,
  remove_from_list: removeFromList,
  fill_field: fillField,
  set_consent: setConsent,
  block_contact: blockContact,
  unblock_contact: unblockContact,
  add_operators: addOperators,
  remove_operators: removeOperators,
  ai_operator: aiOperator,
  open_ticket: openTicket,
  update_ticket: updateTicket,
  webhook,
  emailchef,
  activecampaign,
  paypal,
  zapier,
  make,
  exit,
  reach_goal: reachGoal,
};

/** The behaviour of a step's type. */
export const behaviourOf = (step: Step): StepBehaviour<Step> => behaviours[step.type];
