import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld, type StepInput } from '../testing/index.js';

const remind: StepInput = {
  type: 'send_template',
  template: 'cart_reminder',
  language: 'en',
  variables: { 1: "{{ contact.firstName | default: 'there' }}", total: '{{ trigger.data.total }}' },
  buttons: [{ index: 0, payload: 'help' }],
  next: 'tag',
};
const tag: StepInput = { type: 'add_tag', tag: 'reminded', next: null };
const story = (step: Partial<StepInput> = {}, world = aWorld().build()) =>
  aStory(
    anAutomation()
      .withSteps({ remind: { ...remind, ...step } as StepInput, tag })
      .build(),
    { world },
  );

describe('send_template', () => {
  it('orders the template with its variables rendered', () => {
    expect(story().effects).toEqual([
      {
        kind: 'send',
        stepId: 'remind',
        turn: 1,
        category: 'marketing',
        asks: false,
        intendedAt: expect.any(Number),
        content: {
          kind: 'template',
          name: 'cart_reminder',
          language: 'en',
          variables: { 1: 'Ann', total: '50' },
          buttons: [{ index: 0, payload: 'help' }],
        },
      },
    ]);
  });

  it('fills header and buttons', () => {
    const run = story({
      header: { media: 'image', link: 'https://x.example/{{ trigger.data.cartId }}.png' },
      buttons: [
        { index: 0, payload: 'help' },
        { index: 1, urlSuffix: 'cart/{{ trigger.data.cartId }}' },
      ],
    });
    expect(run.effects[0]?.content).toMatchObject({
      header: { kind: 'media', media: 'image', link: 'https://x.example/cart-1.png' },
      buttons: [
        { index: 0, payload: 'help' },
        { index: 1, urlSuffix: 'cart/cart-1' },
      ],
    });
  });

  it('fills amounts, moments, and every kind of button', () => {
    const sections = [{ title: 'New', products: ['p1'] }];
    const run = story({
      variables: { 1: { amount: '{{ trigger.data.total }}', currency: 'EUR' }, 2: { dateTime: 'Monday' } },
      buttons: [
        { index: 0, couponCode: 'SAVE{{ trigger.data.total }}' },
        { index: 1, flowToken: '{{ run.id }}', flowData: { cart: '{{ trigger.data.cartId }}' } },
        { index: 2, thumbnail: 'p1', sections },
      ],
    });
    expect(run.effects[0]?.content).toMatchObject({
      variables: { 1: { currency: 'EUR', amount1000: 50_000, fallback: '50 EUR' }, 2: { dateTime: 'Monday' } },
      buttons: [
        { index: 0, couponCode: 'SAVE50' },
        { index: 1, flowToken: expect.any(String), flowData: { cart: 'cart-1' } },
        { index: 2, thumbnail: 'p1', sections },
      ],
    });
  });

  it.each([
    [
      'an amount is no number',
      { variables: { 1: { amount: 'much', currency: 'EUR' } } },
      'variable 1 is not a number: much',
    ],
    [
      'a code is too long',
      { buttons: [{ index: 0, couponCode: '{{ contact.firstName }}'.repeat(7) }] },
      'buttons.0.couponCode has 21 characters, over 20',
    ],
    [
      'a header leads nowhere',
      { header: { media: 'image' as const, link: '{{ contact.firstName }}' } },
      'header.link is not an address such as https://example.com/a.png',
    ],
  ])('takes the way `failed` when %s', (_, step, why) => {
    expect(story({ ...step, failed: 'tag' }).trail[0]).toMatchObject({ what: 'step_failed', why });
  });

  it('takes the way `failed` when a button`s address is empty', () => {
    const run = story({ buttons: [{ index: 1, urlSuffix: '{{ contact.lastName }}' }], failed: 'tag' });
    expect(run.trail[0]).toMatchObject({ what: 'step_failed', why: 'button 1: variable urlSuffix is empty' });
  });

  it('goes on when WhatsApp accepted it', () => {
    expect(story().accepts('remind').outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('makes line breaks spaces, which WhatsApp refuses in variables', () => {
    const run = story({ variables: { 1: 'a\n\tb     c' } });
    expect(run.effects[0]?.content).toMatchObject({ variables: { 1: 'a b c' } });
  });

  it('takes the way `failed` when a variable is empty, and says which', () => {
    const run = story({ variables: { 1: '{{ contact.lastName }}' }, failed: 'tag' });
    expect(run.effects).toEqual([]);
    expect(run.happened).toEqual(['remind: step_failed', 'tag: tag_added', 'completed']);
    expect(run.trail[0]).toMatchObject({ why: 'variable 1 is empty', saw: { reason: 'render_failed' } });
  });

  it.each([
    [{ outcome: 'failed', reason: '131026' }, 'failed'],
    [{ outcome: 'not_sendable', reason: 'template_rejected' }, 'notSendable'],
  ] as const)('takes the wired way for %j', (result, way) => {
    const run = story({ next: null, [way]: 'tag' }).ends('remind', result);
    expect(run.happened.slice(1)).toEqual(['remind: step_failed', 'tag: tag_added', 'completed']);
  });

  it('exits with step_failed when nothing is wired for the problem', () => {
    const run = story().ends('remind', { outcome: 'failed', reason: '131026' });
    expect(run.outcome).toEqual({ state: 'exited', reason: 'step_failed', detail: '131026' });
  });

  it('goes on after a problem when the automation says so', () => {
    const definition = anAutomation()
      .withSteps({ remind, tag })
      .with({ settings: { onFailure: 'continue' } })
      .build();
    const run = aStory(definition).ends('remind', { outcome: 'failed', reason: '131026' });
    expect(run.changes).toEqual([{ kind: 'tag_added', tag: 'reminded' }]);
  });

  it('ends the path at a problem that is wired to null', () => {
    const run = story({ failed: null }).ends('remind', { outcome: 'failed', reason: '131026' });
    expect(run.outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('goes on when it was skipped, and says why', () => {
    const run = story().ends('remind', { outcome: 'skipped', reason: 'opted_out' });
    expect(run.happened).toContain('tag: tag_added');
    expect(run.trail[1]).toMatchObject({ what: 'send_skipped', why: 'opted_out' });
  });

  it('goes on when nobody knows what became of it, and never orders it again', () => {
    const run = story().ends('remind', { outcome: 'unknown', claimedSeq: 1 });
    expect(run.happened).toEqual(['remind: send_planned', 'remind: send_unknown', 'tag: tag_added', 'completed']);
    expect(run.sent).toEqual(['cart_reminder']);
  });

  it('waits while it is parked, then orders it again with the same turn', () => {
    const run = story();
    run.ends('remind', { outcome: 'parked', reason: 'quiet_hours', until: run.now + 3_600_000 });
    expect(run.at).toEqual(['remind: parked']);
    expect(run.last.wakeAt).toBe(run.now + 3_600_000);
    run.passes('PT1H');
    expect(run.at).toEqual(['remind: effect']);
    expect(run.effects.map(({ turn }) => turn)).toEqual([1, 1]);
  });

  it('is ordered again at once when what parked it is gone', () => {
    const run = story();
    run.ends('remind', { outcome: 'parked', reason: 'template_pending', until: run.now + 3_600_000 });
    run.hears({ kind: 'event', at: run.now, id: 'e', type: 'template.status_changed', data: {} });
    expect(run.at).toEqual(['remind: effect']);
  });

  it('looks again within an hour when nobody knows how long it is parked', () => {
    const run = story().ends('remind', { outcome: 'parked', reason: 'human_owner' });
    expect(run.last.wakeAt).toBe(run.now + 3_600_000);
  });
});
