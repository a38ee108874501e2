import { describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { SecretBox, UnopenableSecret, type SecretOwner } from './secret-box.js';
import { SecretKeys } from './secret-keys.js';

const aKey = (id: string) => ({ id, key: randomBytes(32) });
const owner: SecretOwner = { kind: 'connection', workspaceId: randomUUID(), id: randomUUID() };

const reasonOf = (open: () => unknown): string => {
  try {
    open();
  } catch (error) {
    if (error instanceof UnopenableSecret) return error.reason;
  }
  throw new Error('it opened');
};

describe('a secret box', () => {
  const first = aKey('2026-a');
  const box = new SecretBox([first]);

  it.each(['', 'whsec_abc', 'a'.repeat(10_000), 'pässwörd 🔑'])('opens what it sealed: %#', (secret) => {
    const sealed = box.seal(secret, owner);
    expect(box.open(sealed, owner)).toBe(secret);
    expect(sealed.startsWith('2026-a.')).toBe(true);
  });

  it('never seals the same secret the same way twice, and shows nothing of it', () => {
    const sealed = [box.seal('hunter2', owner), box.seal('hunter2', owner)];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(Buffer.from((sealed[0] ?? '').split('.')[1] ?? '', 'base64url').includes('hunter2')).toBe(false);
  });

  it('does not open what a key it does not hold has sealed', () => {
    const sealed = new SecretBox([aKey('other')]).seal('hunter2', owner);
    expect(reasonOf(() => box.open(sealed, owner))).toBe('unknown_key');
  });

  it('does not open what another key of the same id has sealed', () => {
    const sealed = new SecretBox([aKey('2026-a')]).seal('hunter2', owner);
    expect(reasonOf(() => box.open(sealed, owner))).toBe('spoilt');
  });

  it('does not open a secret of which any byte was changed', () => {
    const sealed = box.seal('hunter2', owner);
    const bytes = Buffer.from(sealed.slice('2026-a.'.length), 'base64url');
    for (let place = 0; place < bytes.length; place++) {
      const spoilt = Buffer.from(bytes);
      spoilt[place] = (spoilt[place] ?? 0) ^ 1;
      expect(reasonOf(() => box.open(`2026-a.${spoilt.toString('base64url')}`, owner))).toBe('spoilt');
    }
  });

  it.each(['', 'nothing', '2026-a', '2026-a.', '2026-a.AAAA', `2026-a.${'A'.repeat(38)}`])(
    'does not open %j, which is no sealed secret',
    (text) => expect(() => box.open(text, owner)).toThrow(UnopenableSecret),
  );

  it.each<[string, Partial<SecretOwner>]>([
    ['row', { id: randomUUID() }],
    ['workspace', { workspaceId: randomUUID() }],
    ['kind of row', { kind: 'phone_number' }],
  ])('does not open a secret that was copied to another %s', (_, other) => {
    expect(reasonOf(() => box.open(box.seal('hunter2', owner), { ...owner, ...other }))).toBe('spoilt');
  });

  it('seals with the first key and opens with all', () => {
    const rotated = new SecretBox([aKey('2026-b'), first]);
    expect(rotated.open(box.seal('hunter2', owner), owner)).toBe('hunter2');
    expect(rotated.seal('hunter2', owner).startsWith('2026-b.')).toBe(true);
  });

  it('says nothing of the secret when it does not open', () => {
    const sealed = box.seal('hunter2', owner);
    const swapped = { ...owner, id: randomUUID() };
    expect(() => box.open(sealed, swapped)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(sealed.slice(-20)) as never }),
    );
  });
});

describe('the keys in a variable', () => {
  const base64 = () => randomBytes(32).toString('base64');

  it('are a list of which the first is current', () => {
    const keys = SecretKeys.parse(`2026-b:${base64()}, 2026-a:${base64()}`);
    expect(keys.map(({ id, key }) => [id, key.length])).toEqual([
      ['2026-b', 32],
      ['2026-a', 32],
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a key without an id', base64()],
    ['a key that is too short', `a:${randomBytes(16).toString('base64')}`],
    ['a key that is too long', `a:${randomBytes(48).toString('base64')}`],
    ['an id with a dot', `a.b:${base64()}`],
    ['two keys of one id', `a:${base64()},a:${base64()}`],
    ['one bad among good ones', `a:${base64()},b:short`],
  ])('are refused for %s, without showing them', (_, list) => {
    const { error } = SecretKeys.safeParse(list);
    expect(error?.issues).toHaveLength(1);
    for (const part of list.split(/[,:]/).filter((text) => text.length > 8)) expect(error?.message).not.toContain(part);
  });
});
