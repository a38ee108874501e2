import { describe, expect, it } from '@jest/globals';
import { abandonedCart, anAutomation, problemsOf, type TriggerInput } from '../../testing/index.js';
import { validate } from '../validate.js';

const says = (id: string, match: Extract<TriggerInput, { type: 'customer_message' }>['match']): TriggerInput => ({
  id,
  type: 'customer_message',
  match,
});
const startedBy = (...triggers: TriggerInput[]) =>
  anAutomation()
    .startedBy(...triggers)
    .asWritten();

describe('triggers', () => {
  it('have ids of their own', () => {
    expect(problemsOf(startedBy(abandonedCart, abandonedCart))).toEqual(['duplicate_trigger /triggers/1/id']);
  });

  it('name a key each when entry counts per key', () => {
    const definition = { ...startedBy(abandonedCart, says('hi', 'hi')), entry: { per: 'key' } };
    expect(problemsOf(definition)).toEqual(['missing_key /triggers/1']);
  });

  it('claim a phrase once, however it is spelled', () => {
    expect(problemsOf(startedBy(says('a', 'Perché no'), says('b', { exact: ['no', ' PERCHE  NO! '] })))).toEqual([]);
    expect(problemsOf(startedBy(says('a', 'Perché no'), says('b', { exact: ['no', ' PERCHE  NO 🎉'] })))).toEqual([
      'phrase_claimed /triggers/1/match',
    ]);
  });

  it('do not claim what starts another automation, which is named', () => {
    const phraseOwners = [{ phrase: 'hi', automation: 'Welcome' }];
    const [problem] = validate(startedBy(says('a', 'Hi')), { templates: [], phraseOwners });
    expect(problem).toMatchObject({
      code: 'phrase_claimed',
      path: '/triggers/0/match',
      message: '"hi" starts "Welcome" already',
    });
  });

  it('claim a phrase on one number beside other numbers, and not beside all', () => {
    const on = (id: string, number?: string) => ({ ...says(id, 'hi'), ...(number !== undefined && { number }) });
    expect(problemsOf(startedBy(on('a', '1'), on('b', '2')))).toEqual([]);
    expect(problemsOf(startedBy(on('a', '1'), on('b')))).toEqual(['phrase_claimed /triggers/1/match']);
    const phraseOwners = [{ phrase: 'hi', number: '2', automation: 'Welcome' }];
    expect(problemsOf(startedBy(on('a', '1')), { phraseOwners })).toEqual([]);
    expect(problemsOf(startedBy(on('a', '2')), { phraseOwners })).toEqual(['phrase_claimed /triggers/0/match']);
    expect(problemsOf(startedBy(on('a')), { phraseOwners })).toEqual(['phrase_claimed /triggers/0/match']);
  });

  it('warn of a number that the workspace does not have', () => {
    const trigger = { ...says('a', 'hi'), number: '3' };
    expect(problemsOf(startedBy(trigger), { numbers: ['1', '2'] })).toEqual(['unknown_number /triggers/0/number']);
    expect(problemsOf(startedBy(trigger), { numbers: ['3'] })).toEqual([]);
  });

  it('claim no phrase with other kinds of match', () => {
    const phraseOwners = [{ phrase: 'hi', automation: 'Welcome' }];
    expect(problemsOf(startedBy(says('a', { contains: 'hi' })), { phraseOwners })).toEqual([]);
  });

  it('use regular expressions RE2 understands', () => {
    expect(problemsOf(startedBy(says('a', { regex: '(?<=x)y' }), says('b', { regex: '(' })))).toEqual([
      'bad_regex /triggers/0/match/regex',
      'bad_regex /triggers/1/match/regex',
    ]);
  });

  it('read what events have', () => {
    const when = { before: 'PT1H', of: 'startsAt' };
    expect(problemsOf(startedBy({ ...abandonedCart, key: 'contact.id', when } as TriggerInput))).toEqual([
      'unknown_path /triggers/0/key',
      'unknown_path /triggers/0/when/of',
    ]);
  });

  it('say before which time they fire', () => {
    expect(problemsOf(startedBy({ ...abandonedCart, when: { before: 'PT1H' } } as TriggerInput))).toEqual([
      'missing /triggers/0/when/of',
    ]);
  });

  it('of dates read a field that holds one', () => {
    const fields = [
      { name: 'birthday', type: 'date' },
      { name: 'nextCall', type: 'date_time' },
      { name: 'city', type: 'text' },
    ];
    const on = (field: string, yearly: boolean): TriggerInput => ({ id: field, type: 'date', field, yearly });
    const triggers = [on('birthday', true), on('nextCall', false), on('city', false), on('shoeSize', false)];
    expect(problemsOf(startedBy(...triggers), { fields })).toEqual([
      'not_a_date /triggers/2/field',
      'unknown_field /triggers/3/field',
    ]);
    expect(problemsOf(startedBy(on('nextCall', true)), { fields })).toEqual(['not_a_date /triggers/0/field']);
    expect(problemsOf(startedBy(...triggers))).toEqual([]);
  });
});
