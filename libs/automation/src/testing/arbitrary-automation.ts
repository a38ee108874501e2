/* oxlint-disable unicorn/no-thenable -- `then` is the language's own word for what follows a branch */
import fc from 'fast-check';
import { AutomationDefinition } from '../language/definition.js';
import { anAutomation, type StepInput } from './an-automation.js';

const stepIds = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const next = fc.option(fc.constantFrom(...stepIds), { nil: null, freq: 5 });
const after = fc.option(fc.constantFrom('PT0S', 'PT1H', 'P1D'), { nil: undefined, freq: 3 });
const duration = fc.constantFrom('PT0S', 'PT2S', 'PT1H', 'P1D', 'P30D');
const tag = fc.constantFrom('x', 'y');
const optional = fc.option(next, { nil: undefined });

const steps: fc.Arbitrary<StepInput>[] = [
  fc.record({ type: fc.constant('add_tag'), tag, after, next }),
  fc.record({ type: fc.constant('delay'), for: duration, after, next }),
  fc.record({
    type: fc.constant('send_message'),
    text: fc.constantFrom('hi', '{{ contact.lastName }}'),
    after,
    next,
    failed: optional,
    windowClosed: optional,
  }),
  fc.record({
    type: fc.constant('send_template'),
    template: fc.constant('t'),
    language: fc.constant('en'),
    after,
    next,
    failed: optional,
    notSendable: optional,
  }),
  fc.record({
    type: fc.constant('customer_response'),
    deadline: duration,
    answers: fc.array(fc.record({ match: fc.constantFrom<'yes' | { button: string }>('yes', { button: 'b' }), next }), {
      maxLength: 2,
    }),
    otherwise: next,
    timeout: next,
    after,
  }),
  fc.record({
    type: fc.constant('if_else'),
    cases: fc.array(fc.record({ if: fc.record({ tag }), next }), { minLength: 1, maxLength: 2 }),
    otherwise: next,
    after,
  }),
  fc.record({ type: fc.constant('exit') }),
  fc.record({ type: fc.constant('reach_goal') }),
  fc.record({
    type: fc.constant('add_note'),
    text: fc.constantFrom('hi', '{{ contact.firstName | nope }}'),
    next,
    after,
  }),
  fc.record({ type: fc.constant('webhook'), url: fc.constant('https://x.example'), next, failed: optional, after }),
  fc.record({
    type: fc.constant('start_automation'),
    automation: fc.constant('other'),
    next,
    refused: optional,
    after,
  }),
  fc.record({ type: fc.constant('stop_automations'), which: fc.constantFrom('all', 'others'), next, after }),
  fc.record({ type: fc.constant('go_to'), step: fc.constantFrom(...stepIds), after }),
  fc.record({
    type: fc.constant('branch'),
    branches: fc.array(fc.constantFrom(...stepIds), { minLength: 1, maxLength: 3 }),
    then: next,
    after,
  }),
  fc.record({
    type: fc.constant('split'),
    shares: fc.constantFrom(...stepIds).map((to) => [
      { weight: 1, next: to },
      { weight: 1, next: null },
    ]),
    after,
  }),
  fc.record({
    type: fc.constant('wait_for'),
    event: fc.constant('shop.order.placed'),
    deadline: duration,
    next,
    timeout: next,
    after,
  }),
  fc.record({ type: fc.constant('delay'), at: fc.constantFrom('09:00', '21:30'), next, after }),
] as fc.Arbitrary<StepInput>[];

/** Any automation whose shape is right, sensible or not: with loops, unreachable steps, waits of nothing. */
export const anyAutomation: fc.Arbitrary<AutomationDefinition> = fc
  .record({
    steps: fc.record(Object.fromEntries(stepIds.map((id) => [id, fc.oneof(...steps)]))),
    onFailure: fc.constantFrom(undefined, 'continue' as const, 'exit' as const),
  })
  .map(({ steps: chosen, onFailure }) =>
    anAutomation()
      .withSteps(JSON.parse(JSON.stringify(chosen)) as Record<string, StepInput>)
      .with({ settings: { ...(onFailure && { onFailure }) } })
      .build(),
  );
