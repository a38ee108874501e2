import { expect, it } from '@jest/globals';
import { inspectTemplate } from './inspect.js';

it('lists what a template reads, in tags and filters too, but not what it assigns itself', () => {
  const template = `{% assign x = contact.tags %}{% for tag in x %}{{ tag }}{% endfor %}
    {{ contact.firstName | default: trigger.data['name'] }}{% if run.id %}{% endif %}{{ order[contact.id].total }}`;
  expect(inspectTemplate(template)).toEqual({
    ok: true,
    reads: expect.arrayContaining([
      ['contact', 'tags'],
      ['contact', 'firstName'],
      ['trigger', 'data', 'name'],
      ['run', 'id'],
      ['order'],
    ]),
  });
});

it.each(['{{ x', '{% if x %}', '{{ x | nofilter }}', "{% render 'a' %}"])('says why %s cannot be read', (template) => {
  expect(inspectTemplate(template)).toEqual({ ok: false, reason: expect.any(String) });
});
