import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertConnection, openConnection, replaceSecrets } from '@threadline/persistence';
import { aWorkspace, openDatabase } from '@threadline/persistence/testing';
import { SecretBox, UnopenableSecret } from '@threadline/platform';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { rotateSecrets } from './rotate-secrets.js';

const aKey = (id: string) => ({ id, key: randomBytes(32) });
const [oldKey, newKey] = [aKey('old'), aKey('new')];
const oldBox = new SecretBox([oldKey]);
const newBox = new SecretBox([newKey, oldKey]);

let dataSource: DataSource;
let workspaceId: string;
beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'] });
});
beforeEach(async () => {
  await dataSource.query(`delete from connection`);
  workspaceId = (await aWorkspace(dataSource)).id;
});
afterAll(() => dataSource.destroy());

async function stored(secret: string, box = oldBox): Promise<string> {
  const id = randomUUID();
  const connection = { id, workspaceId, kind: 'integration', name: id, settings: {} };
  await insertConnection(dataSource.manager, box, { ...connection, secrets: { current: { secret } } });
  return id;
}

const secretOf = async (id: string, box = newBox) =>
  (await openConnection(dataSource.manager, box, id))?.secrets.current['secret'];

const keysInUse = async () =>
  (await dataSource.query<{ key: string }[]>(`select distinct secrets_key as key from connection order by key`)).map(
    ({ key }) => key,
  );

describe('a rotation', () => {
  it('seals everything with the current key, over several batches, and then has nothing to do', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, (_, index) => stored(`secret ${index}`)));
    expect(await rotateSecrets(dataSource, newBox, 3)).toEqual({ resealed: 7, unopenable: [] });
    expect(await keysInUse()).toEqual(['new']);
    const alone = new SecretBox([newKey]);
    expect(await Promise.all(ids.map((id) => secretOf(id, alone)))).toEqual(ids.map((_, index) => `secret ${index}`));
    expect(await rotateSecrets(dataSource, newBox, 3)).toEqual({ resealed: 0, unopenable: [] });
  });

  it('that was broken off keeps what is done and goes on where it is begun again', async () => {
    const ids = (await Promise.all(Array.from({ length: 5 }, () => stored('s')))).sort();
    await dataSource.query(
      `create function broken() returns trigger language plpgsql as $$ begin
         if new.id = '${ids[3]}' then raise exception 'broken off'; end if; return new; end $$`,
    );
    await dataSource.query(`create trigger broken before update on connection for each row execute function broken()`);
    await expect(rotateSecrets(dataSource, newBox, 2)).rejects.toThrow('broken off');
    expect(await keysInUse()).toEqual(['new', 'old']);
    expect(await Promise.all(ids.map((id) => secretOf(id)))).toEqual(ids.map(() => 's'));
    await dataSource.query(`drop trigger broken on connection`);
    await dataSource.query(`drop function broken`);
    expect(await rotateSecrets(dataSource, newBox, 2)).toEqual({ resealed: 3, unopenable: [] });
    expect(await keysInUse()).toEqual(['new']);
  });

  it('names what it cannot open, leaves it, and does the rest', async () => {
    const lost = await stored('lost', new SecretBox([aKey('lost')]));
    const spoilt = await stored('spoilt');
    await dataSource.query(`update connection set secrets = secrets || 'AAAA' where id = $1`, [spoilt]);
    const good = await stored('good');
    const { resealed, unopenable } = await rotateSecrets(dataSource, newBox, 1);
    expect(resealed).toBe(1);
    expect(unopenable.sort()).toEqual(
      [
        `The secret of connection ${spoilt} is spoilt, or was sealed for another row`,
        `The secret of connection ${lost} was sealed with a key that SECRETS_KEYS does not hold`,
      ].sort(),
    );
    expect(await secretOf(good)).toBe('good');
    expect(await keysInUse()).toEqual(['lost', 'new', 'old']);
  });
});

describe('sealed secrets in the database', () => {
  it('are not the secrets', async () => {
    const id = await stored('hunter2');
    const [row] = await dataSource.query<{ secrets: string }[]>(`select * from connection where id = $1`, [id]);
    expect(JSON.stringify(row)).not.toContain('hunter2');
  });

  it('do not open with a key that is not among ours', async () => {
    const id = await stored('hunter2');
    await expect(secretOf(id, new SecretBox([newKey]))).rejects.toThrow(UnopenableSecret);
  });

  it('do not open when they were moved to another row, or the row to another workspace', async () => {
    const [mine, other] = [await stored('mine'), await stored('other')];
    await dataSource.query(
      `update connection set secrets = (select secrets from connection where id = $2) where id = $1`,
      [mine, other],
    );
    await expect(secretOf(mine)).rejects.toThrow(UnopenableSecret);
    const stranger = await aWorkspace(dataSource);
    await dataSource.query(`update connection set workspace_id = $2 where id = $1`, [other, stranger.id]);
    await expect(secretOf(other)).rejects.toThrow(UnopenableSecret);
  });

  it('keep those that they replaced for a while', async () => {
    const id = await stored('first');
    const until = Date.parse('2026-01-01T01:00:00Z');
    await replaceSecrets(dataSource.manager, newBox, {
      workspaceId,
      id,
      secrets: { secret: 'second' },
      previousUntil: until,
    });
    const connection = await openConnection(dataSource.manager, newBox, id);
    expect(connection?.secrets).toEqual({
      current: { secret: 'second' },
      previous: { secrets: { secret: 'first' }, until },
    });
    expect(await keysInUse()).toEqual(['new']);
  });
});
