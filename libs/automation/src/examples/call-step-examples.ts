import type { StepExamples } from './example.js';

const called = { at: 'PT0S', event: { type: 'manual' } };
const done = (data: Record<string, unknown>) => ({
  at: 'PT1M',
  effect: { step: 'here', result: { outcome: 'done' as const, data } },
});

/** Examples of the steps that have an outside system do something. */
export const callStepExamples: Pick<
  StepExamples,
  'webhook' | 'emailchef' | 'activecampaign' | 'paypal' | 'zapier' | 'make'
> = {
  webhook: {
    shows: 'A part of the answer decides how it goes on.',
    step: {
      type: 'webhook',
      url: 'https://crm.example.com/leads/{{ contact.id }}',
      body: '{ "name": "{{ contact.firstName }}" }',
      capture: { score: 'lead.score' },
      next: 'judge',
      failed: null,
    },
    leadsTo: {
      judge: {
        type: 'if_else',
        cases: [{ if: { path: 'results.here.score', op: 'gt', value: 5 }, next: 'tag' }],
        otherwise: null,
      },
      tag: { type: 'add_tag', tag: 'promising', next: null },
    },
    happens: [called, done({ score: 7 })],
    ends: { state: 'completed', tags: ['promising'] },
  },
  emailchef: {
    step: {
      type: 'emailchef',
      connection: 'newsletter',
      action: 'upsert_contact',
      parameters: { list: '42', email: '{{ contact.email }}' },
      next: null,
      failed: null,
    },
    ends: { state: 'completed' },
  },
  activecampaign: {
    step: {
      type: 'activecampaign',
      connection: 'crm',
      action: 'add_tag',
      parameters: { tag: 'whatsapp' },
      next: null,
      failed: null,
    },
    ends: { state: 'completed' },
  },
  paypal: {
    step: {
      type: 'paypal',
      connection: 'shop',
      action: 'create_order',
      parameters: { amount: '19.90', currency: 'EUR' },
      next: null,
      failed: null,
    },
    ends: { state: 'completed' },
  },
  zapier: {
    step: {
      type: 'zapier',
      connection: 'zaps',
      action: 'send',
      parameters: { name: '{{ contact.firstName }}' },
      next: null,
      failed: null,
    },
    ends: { state: 'completed' },
  },
  make: {
    step: {
      type: 'make',
      connection: 'scenario',
      action: 'send',
      parameters: { name: '{{ contact.firstName }}' },
      next: null,
      failed: null,
    },
    ends: { state: 'completed' },
  },
};
