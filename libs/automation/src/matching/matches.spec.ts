import { describe, expect, it } from '@jest/globals';
import type { ReplyContent } from '../engine/fact.js';
import { exactPhrasesOf, matchesMessage } from './matches.js';
import type { MessageMatch } from './message-match.js';

const text = (said: string): ReplyContent => ({ kind: 'text', text: said });
const button: ReplyContent = { kind: 'button', payload: 'help-1', text: 'Help me!' };
const row: ReplyContent = { kind: 'list_reply', id: 'size-m', title: 'Medium' };
const photo: ReplyContent = { kind: 'media', media: 'image', caption: 'My order' };

describe('matchesMessage', () => {
  it.each<[MessageMatch, ReplyContent, boolean]>([
    ['ciao', text('  CIAO 👋 '), true],
    ['ciao', text('ciao a tutti'), false],
    ['perche', text('Perché'), true],
    ['ﬁne', text('fine'), true],
    ['👍', text('👍'), true],
    ['👍', text('👎'), false],
    ['help me!', button, true],
    [{ exact: ['yes', 'sì'] }, text('SI'), true],
    [{ contains: 'order' }, text('Where is my ORDER?'), true],
    [{ contains: ['refund', 'money'] }, text('my order'), false],
    [{ starts_with: 'where' }, text('Where is it'), true],
    [{ starts_with: 'is' }, text('Where is it'), false],
    [{ contains: '  ' }, text('anything'), false],
    [{ regex: '(?i)order #?\\d+' }, text('About Order #42'), true],
    [{ regex: '^\\d+$' }, text('42a'), false],
    [{ button: 'help-1' }, button, true],
    [{ button: 'HELP ME!' }, button, true],
    [{ button: 'help-1' }, text('help-1'), false],
    [{ row: 'size-m' }, row, true],
    [{ row: ['large', 'medium'] }, row, true],
    [{ media: 'image' }, photo, true],
    [{ media: 'video' }, photo, false],
    [{ media: 'any' }, photo, true],
    [{ contains: 'order' }, photo, true],
    [{ location: true }, { kind: 'location', latitude: 1, longitude: 2 }, true],
    [{ location: true }, text('here'), false],
    [{ any: true }, { kind: 'other', type: 'reaction' }, true],
  ])('%j on %j is %s', (match, content, holds) => {
    expect(matchesMessage(match, content)).toBe(holds);
  });
});

it('only exact phrases are claimed, and normalised', () => {
  expect(exactPhrasesOf({ exact: ['Ciao!', 'SÌ'] })).toEqual(['ciao!', 'si']);
  expect(exactPhrasesOf({ contains: 'ciao' })).toEqual([]);
});
