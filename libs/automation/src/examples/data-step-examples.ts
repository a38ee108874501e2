import type { StepExamples } from './example.js';

/** Examples of the steps that change the contact, the chat or a ticket. */
export const dataStepExamples: Pick<
  StepExamples,
  | 'add_note'
  | 'mark_unread'
  | 'add_tag'
  | 'remove_tag'
  | 'add_to_list'
  | 'remove_from_list'
  | 'fill_field'
  | 'set_consent'
  | 'block_contact'
  | 'unblock_contact'
  | 'add_operators'
  | 'remove_operators'
  | 'open_ticket'
  | 'update_ticket'
> = {
  add_note: {
    step: { type: 'add_note', text: '{{ contact.firstName }} came from the fair.', next: null },
    ends: { state: 'completed' },
  },
  mark_unread: {
    step: { type: 'mark_unread', next: null },
    ends: { state: 'completed' },
  },
  add_tag: {
    shows: 'Two days later.',
    step: { type: 'add_tag', after: 'P2D', tag: 'reminded', next: null },
    ends: { state: 'completed', tags: ['reminded'] },
  },
  remove_tag: {
    step: { type: 'remove_tag', tag: 'new', next: null },
    contact: { tags: ['new', 'vip'] },
    ends: { state: 'completed', tags: ['vip'] },
  },
  add_to_list: {
    step: { type: 'add_to_list', list: 'newsletter', create: true, next: null },
    ends: { state: 'completed' },
  },
  remove_from_list: {
    step: { type: 'remove_from_list', list: 'newsletter', next: null },
    contact: { lists: ['newsletter'] },
    ends: { state: 'completed' },
  },
  fill_field: {
    step: { type: 'fill_field', field: 'city', value: '{{ contact.country | default: "unknown" }}', next: null },
    contact: { country: 'IT' },
    ends: { state: 'completed' },
  },
  set_consent: {
    step: { type: 'set_consent', marketing: true, next: null },
    ends: { state: 'completed' },
  },
  block_contact: {
    step: { type: 'block_contact' },
    ends: { state: 'exited', exitReason: 'blocked' },
  },
  unblock_contact: {
    step: { type: 'unblock_contact', next: null },
    ends: { state: 'completed' },
  },
  add_operators: {
    shows: 'Somebody of a team.',
    step: { type: 'add_operators', team: 'support', by: 'least_busy', next: null },
    ends: { state: 'completed' },
  },
  remove_operators: {
    step: { type: 'remove_operators', next: null },
    ends: { state: 'completed' },
  },
  open_ticket: {
    step: { type: 'open_ticket', subject: 'Question of {{ contact.firstName }}', priority: 'high', next: null },
    ends: { state: 'completed' },
  },
  update_ticket: {
    step: { type: 'update_ticket', status: 'pending', note: 'Waits for the contact.', next: null },
    ends: { state: 'completed' },
  },
};
