import { describe, expect, it } from '@jest/globals';
import type { Change } from '../engine/change.js';
import { aStory, anAutomation, aWorld, friday, type StepInput } from '../testing/index.js';

const other: StepInput = { type: 'add_tag', tag: 'other way', next: null };
const story = (step: object, world = aWorld().build()) =>
  aStory(
    anAutomation()
      .withSteps({ it: { next: null, ...step } as StepInput, other })
      .build(),
    { world },
  );
const changed = (step: object, world = aWorld().build()) => story(step, world).changes;
const member = aWorld()
  .contact({ tags: ['vip'], lists: ['news'] })
  .build();

describe('data steps', () => {
  it.each<[string, object, Change[]]>([
    ['remove_tag takes a tag', { type: 'remove_tag', tag: 'vip' }, [{ kind: 'tag_removed', tag: 'vip' }]],
    ['remove_tag changes nothing without the tag', { type: 'remove_tag', tag: 'new' }, []],
    [
      'add_to_list puts the contact on a list',
      { type: 'add_to_list', list: 'vips' },
      [{ kind: 'list_joined', list: 'vips' }],
    ],
    [
      'add_to_list makes the list when told to',
      { type: 'add_to_list', list: 'vips', create: true },
      [{ kind: 'list_joined', list: 'vips', create: true }],
    ],
    ['add_to_list changes nothing on the list', { type: 'add_to_list', list: 'news' }, []],
    [
      'remove_from_list takes the contact off',
      { type: 'remove_from_list', list: 'news' },
      [{ kind: 'list_left', list: 'news' }],
    ],
    ['remove_from_list changes nothing off the list', { type: 'remove_from_list', list: 'vips' }, []],
    [
      'add_note writes a note',
      { type: 'add_note', text: 'Cart of {{ contact.firstName }}' },
      [{ kind: 'note_added', text: 'Cart of Ann' }],
    ],
    ['mark_unread marks the chat', { type: 'mark_unread' }, [{ kind: 'marked_unread' }]],
    ['unblock_contact lifts the block', { type: 'unblock_contact' }, [{ kind: 'contact_unblocked' }]],
    [
      'add_operators assigns by name',
      { type: 'add_operators', operators: ['Bea'] },
      [{ kind: 'operators_assigned', assignment: { to: 'operators', operators: ['Bea'] } }],
    ],
    [
      'add_operators assigns to one of a team',
      { type: 'add_operators', team: 'Desk', by: 'least_busy' },
      [{ kind: 'operators_assigned', assignment: { to: 'team', team: 'Desk', by: 'least_busy' } }],
    ],
    [
      'remove_operators takes named ones off',
      { type: 'remove_operators', operators: ['Bea'] },
      [{ kind: 'operators_removed', operators: ['Bea'] }],
    ],
    ['remove_operators takes all off', { type: 'remove_operators' }, [{ kind: 'operators_removed' }]],
    [
      'open_ticket opens one',
      { type: 'open_ticket', subject: 'Cart of {{ contact.firstName }}', assignee: 'Bea' },
      [{ kind: 'ticket_opened', stepId: 'it', turn: 1, subject: 'Cart of Ann', priority: 'normal', assignee: 'Bea' }],
    ],
    [
      'update_ticket changes one',
      { type: 'update_ticket', status: 'solved', note: 'Done for {{ contact.firstName }}' },
      [{ kind: 'ticket_updated', status: 'solved', note: 'Done for Ann' }],
    ],
    [
      'stop_automations stops the others',
      { type: 'stop_automations', which: 'others' },
      [{ kind: 'automations_stopped', which: 'others' }],
    ],
    [
      'stop_automations stops some by slug',
      { type: 'stop_automations', which: ['welcome'] },
      [{ kind: 'automations_stopped', which: ['welcome'] }],
    ],
  ])('%s', (_, step, changes) => {
    expect(changed(step, member)).toEqual(changes);
    expect(story(step, member).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('block_contact ends its own run', () => {
    const run = story({ type: 'block_contact' });
    expect(run.changes).toEqual([{ kind: 'contact_blocked' }]);
    expect(run.outcome).toEqual({ state: 'exited', reason: 'blocked' });
  });

  it('stop_automations with `all` ends its own run', () => {
    const run = story({ type: 'stop_automations', which: 'all', next: 'other' });
    expect(run.outcome).toMatchObject({ state: 'exited', reason: 'stopped_by_automation' });
    expect(run.changes).toEqual([{ kind: 'automations_stopped', which: 'all' }]);
  });

  it('a text that cannot be rendered is a problem of the step, and the run goes on', () => {
    const run = story({ type: 'add_note', text: '{{ contact.firstName | nope }}', next: 'other' });
    expect(run.happened).toEqual(['it: step_failed', 'other: tag_added', 'completed']);
  });

  it('a ticket that was opened is seen by the steps after it', () => {
    const definition = anAutomation()
      .withSteps({
        open: { type: 'open_ticket', subject: 'Help', next: 'close' },
        close: { type: 'update_ticket', status: 'closed', next: 'look' },
        look: { type: 'if_else', cases: [{ if: { ticket: { status: 'closed' } }, next: 'other' }], otherwise: null },
        other,
      })
      .build();
    expect(aStory(definition).happened).toContain('other: tag_added');
  });
});

describe('set_consent', () => {
  it('keeps the contact`s words as proof', () => {
    const definition = anAutomation()
      .withSteps({
        ask: { type: 'customer_response', deadline: 'P1D', otherwise: 'agree', timeout: null },
        agree: { type: 'set_consent', marketing: true, next: null },
      })
      .build();
    const run = aStory(definition).replies('yes, send me offers').passes('PT2S');
    const proof = { at: friday, text: 'yes, send me offers', messageId: 'message-1' };
    expect(run.changes).toEqual([{ kind: 'consent_set', marketing: true, proof }]);
  });

  it('takes the message that started the run for proof', () => {
    const world = aWorld()
      .startedBy('whatsapp.message.received', { content: { kind: 'text', text: 'SUBSCRIBE' } })
      .build();
    const proof = { at: friday, text: 'SUBSCRIBE', messageId: 'event-1' };
    expect(changed({ type: 'set_consent', marketing: true }, world)).toEqual([
      { kind: 'consent_set', marketing: true, proof },
    ]);
  });
});

describe('fill_field', () => {
  const fields = { size: { type: 'choice', options: ['S', 'L'] }, birthday: { type: 'date', options: [] } } as const;
  const world = aWorld()
    .with({ workspace: { timeZone: 'Europe/Rome', fields } })
    .build();

  it('reads the value as the field`s type', () => {
    expect(changed({ type: 'fill_field', field: 'birthday', value: '24/12/1990' }, world)).toEqual([
      { kind: 'field_set', field: 'birthday', value: '1990-12-24' },
    ]);
  });

  it('takes the contact`s last message', () => {
    const said = { ...world, trigger: { ...world.trigger, data: { content: { kind: 'text', text: ' l ' } } } };
    expect(changed({ type: 'fill_field', field: 'size', from: 'last_message' }, said)).toEqual([
      { kind: 'field_set', field: 'size', value: 'L' },
    ]);
  });

  it.each([
    ['is no value of the type', { field: 'birthday', value: 'soon' }, 'invalid_value'],
    ['is not there', { field: 'size', from: 'last_message' }, 'invalid_value'],
    ['has no field', { field: 'colour', value: 'red' }, 'unknown_field'],
  ])('takes the way `invalid` when what is written %s', (_, step, reason) => {
    const run = story({ type: 'fill_field', invalid: 'other', ...step }, world);
    expect(run.changes).toEqual([{ kind: 'tag_added', tag: 'other way' }]);
    expect(run.trail[0]?.saw).toMatchObject({ reason });
  });

  it('goes on when the value is wrong and nothing is wired for it', () => {
    expect(story({ type: 'fill_field', field: 'birthday', value: 'soon' }, world).outcome?.state).toBe('completed');
  });
});
