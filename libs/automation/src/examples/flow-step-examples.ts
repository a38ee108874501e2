import type { StepExamples } from './example.js';

const tag = (name: string) => ({ type: 'add_tag', tag: name, next: null }) as const;

/** Examples of the steps that let time pass or choose the way. */
export const flowStepExamples: Pick<
  StepExamples,
  'delay' | 'if_else' | 'split' | 'branch' | 'go_to' | 'start_automation' | 'stop_automations' | 'exit' | 'reach_goal'
> = {
  delay: {
    shows: 'Until Monday at nine.',
    step: { type: 'delay', at: '09:00', weekdays: ['mon'], next: 'tag' },
    leadsTo: { tag: tag('monday') },
    ends: { state: 'completed', tags: ['monday'] },
  },
  if_else: {
    shows: 'Two cases that lead to the same step.',
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
    shows: 'A share of weight 0 is never taken.',
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
    // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; a step is never awaited
    step: { type: 'branch', branches: ['one', 'two'], then: 'both' },
    leadsTo: { one: tag('one'), two: { ...tag('two'), after: 'PT1H' }, both: tag('both') },
    ends: { state: 'completed', tags: ['one', 'two', 'both'] },
  },
  go_to: {
    step: { type: 'go_to', step: 'tag' },
    leadsTo: { tag: tag('jumped') },
    ends: { state: 'completed', tags: ['jumped'] },
  },
  start_automation: {
    step: { type: 'start_automation', automation: 'welcome', next: 'tag' },
    leadsTo: { tag: tag('welcomed') },
    ends: { state: 'completed', tags: ['welcomed'] },
  },
  stop_automations: {
    step: { type: 'stop_automations', which: 'others', next: null },
    ends: { state: 'completed' },
  },
  exit: {
    step: { type: 'exit', reason: 'not interested' },
    ends: { state: 'exited', exitReason: 'exit_step' },
  },
  reach_goal: {
    step: { type: 'reach_goal', reason: 'has answered' },
    ends: { state: 'completed' },
  },
};
