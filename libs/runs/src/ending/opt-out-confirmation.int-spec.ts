import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { confirmingOptOuts } from '@threadline/automation';
import { optOutConfirmationIdOf } from '@threadline/contracts';
import { HeldTransaction } from '@threadline/persistence/testing';
import { Stage } from '../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('goodbye');
  const confirmation = confirmingOptOuts({ template: 'goodbye', language: 'en' });
  await stage.publish(confirmation, optOutConfirmationIdOf(stage.workspace.id));
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** What the contact's runs have to do is done, and what comes of it. */
async function allIsDone(): Promise<void> {
  await stage.echoes();
  for (const { id, state } of await stage.runs()) if (state === 'active') await stage.drive(id);
}

const templates = () =>
  stage.whatsapp.ledger.map(({ content }) => (content.kind === 'template' ? content.name : content.kind));

/** Both messages wait for the contact before either is handled. */
async function saysAtOnce(...texts: string[]): Promise<void> {
  const held = await HeldTransaction.begin(stage.dataSource);
  await held.tx.query(`select 1 from contact where workspace_id = $1 for no key update`, [stage.workspace.id]);
  const said = Promise.all(texts.map((text) => stage.says(anna, text)));
  await held.until(texts.length);
  await held.letGo();
  await said;
}

describe('the confirmation of an opt-out', () => {
  it('is sent once when the contact says it twice at once', async () => {
    await stage.says(anna, 'hello');
    await saysAtOnce('STOP', 'stop!');
    await allIsDone();
    expect(templates()).toEqual(['goodbye']);
  });

  it('goes out though the contact repeats the opt-out before it does', async () => {
    await stage.says(anna, 'STOP');
    await stage.echoes();
    await stage.says(anna, 'STOP');
    await allIsDone();
    await stage.says(anna, 'STOP');
    await allIsDone();
    expect(templates()).toEqual(['goodbye']);
  });

  it('is sent again after an opt-in and another opt-out', async () => {
    await stage.says(anna, 'STOP');
    await allIsDone();
    stage.passes(1_000);
    await stage.tells('whatsapp.preference.changed', anna, { marketing: 'resume', detail: 'resumed' });
    stage.passes(1_000);
    await stage.says(anna, 'STOP');
    await allIsDone();
    expect(templates()).toEqual(['goodbye', 'goodbye']);
  });

  it('is sent when the opt-out came in the second of the opt-in, as far as WhatsApp tells', async () => {
    await stage.says(anna, 'hello');
    const [{ id: contactId }] = await stage.dataSource.query(`select id from contact where workspace_id = $1`, [
      stage.workspace.id,
    ]);
    const second = stage.clock.now();
    stage.passes(500);
    const { id: workspaceId } = stage.workspace;
    await stage.services.contacts.tell({ workspaceId, contactId, marketing: 'given', via: 'API' }, stage.clock.now());
    stage.passes(200);
    await stage.says(anna, 'STOP', { at: second });
    await allIsDone();
    expect(templates()).toEqual(['goodbye']);
  });

  it('is not sent to whoever stops marketing in WhatsApp itself, nor when that is repeated in words', async () => {
    await stage.tells('whatsapp.preference.changed', anna, { marketing: 'stop', detail: 'stopped' });
    await stage.says(anna, 'STOP');
    await allIsDone();
    expect(await stage.emitted()).toContain('contact.opted_out');
    expect(templates()).toEqual([]);
  });
});
