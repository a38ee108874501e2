import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;
let run = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** A run whose first step has an effect, which it has ordered. Gives the effect's id. */
async function anOrderedEffect(definition = aDefinition()): Promise<string> {
  await stage.publish(definition);
  await stage.cart(anna, 'cart-1');
  run = (await stage.onlyRun()).id;
  return (await stage.advance(run)).effects[0]?.id ?? '';
}

const held = { outcome: 'skipped', reason: 'needs_repair' };

describe('an attempt whose predecessor had a claim that the row does not know', () => {
  it('sends nothing, since the database was restored, and its run needs repair', async () => {
    const message = await anOrderedEffect();
    expect(await stage.outgoing.send(message, { seenClaim: 1 })).toEqual(held);
    expect(stage.whatsapp.ledger).toEqual([]);
    expect(await stage.advance(run)).toMatchObject({ effects: [], waitingFor: 'needs repair' });
  });

  it('sends when the row knows it, and has been given back since', async () => {
    const message = await anOrderedEffect();
    const seen: number[] = [];
    stage.whatsapp.answerNext(() => ({ outcome: 'unreachable', detail: 'away' }));
    const first = stage.outgoing.send(message, { onClaim: (seq) => seen.push(seq) });
    await expect(first).rejects.toMatchObject({ code: 'later' });
    await stage.numberRests(0);
    expect(await stage.outgoing.send(message, { seenClaim: seen[0] })).toEqual({ outcome: 'accepted' });
  });
});

describe('an attempt that Temporal repeats while its run needs repair', () => {
  it('sends nothing, and writes nothing down', async () => {
    const message = await anOrderedEffect();
    stage.whatsapp.answerNext(() => ({ outcome: 'unreachable', detail: 'away' }));
    await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later' });
    await stage.numberRests(0);
    await stage.services.reconciling.hold();
    expect(await stage.outgoing.send(message)).toEqual(held);
    expect(stage.whatsapp.ledger).toEqual([]);
    const [row] = await stage.dataSource.query(`select status, effect_state from message where id = $1`, [message]);
    expect(row).toEqual({ status: 'planned', effect_state: 'open' });
  });

  it('calls nobody', async () => {
    const hook = { type: 'webhook', url: 'https://crm.example.com', next: null };
    const call = await anOrderedEffect(aDefinition({ start: 'hook', steps: { hook } }));
    await stage.services.reconciling.hold();
    expect(await stage.calls.perform(call)).toEqual(held);
    expect(stage.receiver.ledger).toEqual([]);
  });

  it('is ordered again when an operator lets the run go on, and then sent once', async () => {
    const message = await anOrderedEffect();
    await stage.services.reconciling.hold();
    await stage.outgoing.send(message);
    expect(await stage.advance(run)).toMatchObject({ effects: [], waitingFor: 'needs repair' });
    await stage.services.reconciling.settle(run, 'continue', stage.clock.now());
    const { effects } = await stage.advance(run, { epoch: 2 });
    expect(effects.map(({ id }) => id)).toEqual([message]);
    await stage.outgoing.send(message);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });
});
