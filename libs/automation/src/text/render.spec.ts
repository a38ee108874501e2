import { describe, expect, it } from '@jest/globals';
import { aWorld, friday } from '../testing/index.js';
import { renderText } from './render.js';

const render = (template: string, world = aWorld().build()) =>
  renderText(template, { world, results: { hook: { code: 'AB12' } }, now: friday });

describe('renderText', () => {
  it.each([
    ['Hi {{ contact.firstName }}', 'Hi Ann'],
    ["Hi {{ contact.lastName | default: 'there' }}", 'Hi there'],
    ['{{ trigger.data.total | plus: 1 }}', '51'],
    ['{{ order.cartId }}', 'cart-1'],
    ['{{ results.hook.code }}', 'AB12'],
    ['{% if contact.fields.vip %}VIP{% else %}guest{% endif %}', 'guest'],
    ['{{ contact.constructor }}{{ contact.__proto__ }}', ''],
  ])('renders %s', (template, text) => {
    expect(render(template)).toEqual({ ok: true, text });
  });

  it('writes dates in the contact`s zone, by the run`s own clock', () => {
    expect(render("{{ 'now' | date: '%Y-%m-%d %H:%M' }}")).toEqual({ ok: true, text: '2026-03-20 10:00' });
    expect(render("{{ trigger.time | date: '%H:%M', 'Asia/Tokyo' }}")).toEqual({ ok: true, text: '18:00' });
  });

  it('gives the message that started the run until there is a reply', () => {
    const world = aWorld()
      .startedBy('whatsapp.message.received', { content: { kind: 'text', text: 'ciao' } })
      .build();
    expect(render('{{ message.text }}', world)).toEqual({ ok: true, text: 'ciao' });
  });

  it.each([
    [
      'never ends',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}',
    ],
    ['eats memory', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['reads files', "{% include 'a' %}"],
    ['is broken', '{{ contact'],
    ['uses a filter that does not exist', '{{ contact.firstName | shout }}'],
  ])('gives a reason, and soon, for a text that %s', (_, template) => {
    expect(render(template)).toEqual({ ok: false, reason: expect.any(String) });
  });
});
