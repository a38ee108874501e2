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
    shows: 'Writes a note into the chat, which operators see and the contact does not.',
    step: { type: 'add_note', text: '{{ contact.firstName }} came from the fair.', next: null },
    ends: { state: 'completed' },
  },
  mark_unread: {
    shows: 'Marks the chat unread for operators.',
    step: { type: 'mark_unread', next: null },
    ends: { state: 'completed' },
  },
  add_tag: {
    shows: 'Adds a tag to the contact, here two days later.',
    step: { type: 'add_tag', after: 'P2D', tag: 'reminded', next: null },
    ends: { state: 'completed', tags: ['reminded'] },
  },
  remove_tag: {
    shows: 'Takes a tag from the contact.',
    step: { type: 'remove_tag', tag: 'new', next: null },
    contact: { tags: ['new', 'vip'] },
    ends: { state: 'completed', tags: ['vip'] },
  },
  add_to_list: {
    shows: 'Puts the contact on a list.',
    step: { type: 'add_to_list', list: 'newsletter', create: true, next: null },
    ends: { state: 'completed' },
  },
  remove_from_list: {
    shows: 'Takes the contact off a list.',
    step: { type: 'remove_from_list', list: 'newsletter', next: null },
    contact: { lists: ['newsletter'] },
    ends: { state: 'completed' },
  },
  fill_field: {
    shows: 'Fills a field of the contact. What is written is read as the field`s type.',
    step: { type: 'fill_field', field: 'city', value: '{{ contact.country | default: "unknown" }}', next: null },
    contact: { country: 'IT' },
    ends: { state: 'completed' },
  },
  set_consent: {
    shows: 'Writes down what the contact says about marketing, with what proves it.',
    step: { type: 'set_consent', marketing: true, next: null },
    ends: { state: 'completed' },
  },
  block_contact: {
    shows:
      'Blocks the contact: nothing is sent, nothing starts, and every run of the contact exits, this one included.',
    step: { type: 'block_contact' },
    ends: { state: 'exited', exitReason: 'blocked' },
  },
  unblock_contact: {
    shows: 'Lifts the block from the contact.',
    step: { type: 'unblock_contact', next: null },
    ends: { state: 'completed' },
  },
  add_operators: {
    shows: 'Assigns the chat to operators by name, or to one of a team.',
    step: { type: 'add_operators', team: 'support', by: 'least_busy', next: null },
    ends: { state: 'completed' },
  },
  remove_operators: {
    shows: 'Takes operators off the chat: those named, else all.',
    step: { type: 'remove_operators', next: null },
    ends: { state: 'completed' },
  },
  open_ticket: {
    shows: 'Opens a ticket in the built-in desk.',
    step: { type: 'open_ticket', subject: 'Question of {{ contact.firstName }}', priority: 'high', next: null },
    ends: { state: 'completed' },
  },
  update_ticket: {
    shows: 'Changes the run`s last ticket, else the contact`s last one that is not closed.',
    step: { type: 'update_ticket', status: 'pending', note: 'Waits for the contact.', next: null },
    ends: { state: 'completed' },
  },
};
