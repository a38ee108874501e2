import { expect, it } from '@jest/globals';
import { automationJsonSchema } from '@threadline/automation/json-schema';
import { stepExamples, triggerExamples } from '@threadline/automation/examples';
import { languageDocument } from './document.js';

const page = languageDocument();
const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');

it('has a heading and an example for every trigger and step', () => {
  const types = [...Object.keys(triggerExamples), ...Object.keys(stepExamples)];
  expect(headings).toEqual(expect.arrayContaining(types));
  expect(page.match(/^Simulated/gm)).toHaveLength(types.length);
});

it('links to headings that exist', () => {
  const anchors = new Set(headings.map((heading) => heading.toLowerCase().replaceAll(' ', '-')));
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor ?? '');
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});

it('tells a parameter with its unit, its default and the ways out of its step', () => {
  expect(page).toContain('| `debounce` | [Duration](#duration) | default `PT2S` |');
  expect(page).toContain('Ways out: `answers[].next`, `otherwise`, `timeout`.');
});

it('is beside a JSON Schema that refers to schemas it has', () => {
  const schema = automationJsonSchema();
  const references = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(references).toContain('AutomationDefinition');
  expect(references.filter((name) => !(name in (schema.$defs ?? {})))).toEqual([]);
});
