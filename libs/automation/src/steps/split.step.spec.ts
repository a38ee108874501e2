import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld, type StepInput } from '../testing/index.js';

const tag = (name: string): StepInput => ({ type: 'add_tag', tag: name, next: null });
const taken = (contact: string, weights: [number, number], step = 'split') => {
  const shares = [
    { weight: weights[0], next: 'a' },
    { weight: weights[1], next: 'b' },
  ];
  const steps: Record<string, StepInput> = { [step]: { type: 'split', shares }, a: tag('a'), b: tag('b') };
  const { changes } = aStory(anAutomation().withSteps(steps).build(), {
    world: aWorld().contact({ id: contact }).build(),
  });
  return changes[0]?.kind === 'tag_added' ? changes[0].tag : undefined;
};
const contacts = Array.from({ length: 400 }, (_, index) => `contact-${index}`);

describe('split', () => {
  it('takes the same way for the same contact, always', () => {
    for (const contact of contacts.slice(0, 20)) expect(taken(contact, [50, 50])).toBe(taken(contact, [50, 50]));
  });

  it('divides contacts by weight', () => {
    const a = contacts.filter((contact) => taken(contact, [25, 75]) === 'a').length;
    expect(a).toBeGreaterThan(70);
    expect(a).toBeLessThan(130);
  });

  it('gives nobody a share without weight', () => {
    expect(contacts.every((contact) => taken(contact, [0, 1]) === 'b')).toBe(true);
    expect(contacts.every((contact) => taken(contact, [1, 0]) === 'a')).toBe(true);
  });

  it('divides anew at another step', () => {
    const moved = contacts.filter((contact) => taken(contact, [50, 50]) !== taken(contact, [50, 50], 'other'));
    expect(moved.length).toBeGreaterThan(100);
  });
});
