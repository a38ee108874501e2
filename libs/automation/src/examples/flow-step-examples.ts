import type { StepExamples } from './example.js';

const tag = (name: string) => ({ type: 'add_tag', tag: name, next: null }) as const;

/** Examples of the steps that let time pass or choose the way. */
export const flowStepExamples: Pick<
  StepExamples,
  'delay' | 'if_else' | 'split' | 'branch' | 'go_to' | 'start_automation' | 'stop_automations' | 'exit' | 'reach_goal'
> = {
  delay: {
    shows:
      'Waits: for a time, until a date, a time of day, or the opening of the workspace. Here until Monday at nine.',
    step: { type: 'delay', at: '09:00', weekdays: ['mon'], next: 'tag' },
    leadsTo: { tag: tag('monday') },
    ends: { state: 'completed', tags: ['monday'] },
  },
  if_else: {
    shows: 'Takes the first case that holds.',
    step: {
      type: 'if_else',
      cases: [
        { if: { all: [{ tag: 'vip' }, { not: { list: 'staff' } }] }, next: 'thank' },
        { if: { path: 'contact.fields.level', op: 'in', value: ['gold', 'silver'] }, next: 'thank' },
      ],
      otherwise: null,
    },
    leadsTo: { thank: tag('thanked') },
    contact: { fields: { level: 'gold' } },
    ends: { state: 'completed', tags: ['thanked'] },
  },
  split: {
    shows: 'Divides contacts at random, by weight. The same contact always takes the same way at the same step.',
    step: {
      type: 'split',
      shares: [
        { weight: 0, next: 'coupon' },
        { weight: 100, next: 'plain' },
      ],
    },
    leadsTo: { coupon: tag('coupon'), plain: tag('plain') },
    ends: { state: 'completed', tags: ['plain'] },
  },
  branch: {
    shows: 'Several paths at once; `then` runs once all of them have ended.',
    // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; a step is never awaited
    step: { type: 'branch', branches: ['one', 'two'], then: 'both' },
    leadsTo: { one: tag('one'), two: { ...tag('two'), after: 'PT1H' }, both: tag('both') },
    ends: { state: 'completed', tags: ['one', 'two', 'both'] },
  },
  go_to: {
    shows: 'Jumps to another step.',
    step: { type: 'go_to', step: 'tag' },
    leadsTo: { tag: tag('jumped') },
    ends: { state: 'completed', tags: ['jumped'] },
  },
  start_automation: {
    shows: 'Starts another automation for the contact, by that automation`s entry rules, and may wait for its end.',
    step: { type: 'start_automation', automation: 'welcome', next: 'tag' },
    leadsTo: { tag: tag('welcomed') },
    ends: { state: 'completed', tags: ['welcomed'] },
  },
  stop_automations: {
    shows: 'Ends the contact`s runs: all of them, all but this one, or those of some automations.',
    step: { type: 'stop_automations', which: 'others', next: null },
    ends: { state: 'completed' },
  },
  exit: {
    shows: 'Ends the run, all its paths.',
    step: { type: 'exit', reason: 'not interested' },
    ends: { state: 'exited', exitReason: 'exit_step' },
  },
  reach_goal: {
    shows: 'Ends the run with success, all its paths.',
    step: { type: 'reach_goal', reason: 'has answered' },
    ends: { state: 'completed' },
  },
};
