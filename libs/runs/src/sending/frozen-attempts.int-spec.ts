import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changeWorkspace } from '@threadline/persistence';
import { aDefinition, Stage } from '../testing/index.js';

const minute = 60_000;
const opened: Stage[] = [];
let stage: Stage;
let run = '';
let message = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function anOrderedSend(category: string, whenUnknown: object = {}): Promise<void> {
  await changeWorkspace(stage.dataSource.manager, stage.workspace.id, { sending: { whenUnknown } });
  await stage.publish(aDefinition({ settings: { category, timeZone: 'contact' } }));
  await stage.cart('+391110000001', 'cart-1');
  run = (await stage.onlyRun()).id;
  message = (await stage.advance(run)).effects[0]?.id ?? '';
}

/** An attempt whose worker stands still for so long after the claim, right before the call, while others go on. */
function sendFrozen(ms: number, meanwhile: () => Promise<unknown> = () => Promise.resolve()) {
  let nowMs = 0;
  const whatsapp = {
    uploadMedia: stage.whatsapp.uploadMedia,
    send: async (sent: Parameters<typeof stage.whatsapp.send>[0]) => {
      await meanwhile();
      nowMs += ms;
      return stage.whatsapp.send(sent);
    },
  };
  const { files, clock } = stage;
  return stage.services.outgoing({ whatsapp, files, clock, monotonicMs: () => nowMs }).send(message);
}

const row = async () => {
  const [found] = await stage.dataSource.query(
    `select status, problem->>'code' as problem from message where id = $1`,
    [message],
  );
  return found;
};
const handedBack = { code: 'later', reason: 'stood_still' };

describe('an attempt that stands still between its claim and the call', () => {
  it('calls nobody and hands the message back; the next one sends it', async () => {
    await anOrderedSend('marketing');
    await expect(sendFrozen(9_001)).rejects.toMatchObject(handedBack);
    expect(await row()).toEqual({ status: 'planned', problem: 'stood_still' });
    await stage.drive(run);
    expect([stage.whatsapp.ledger.length, await row()]).toEqual([1, { status: 'accepted', problem: null }]);
  });

  it('calls when nobody can have taken it for dead', async () => {
    await anOrderedSend('marketing');
    expect(await sendFrozen(9_000)).toEqual({ outcome: 'accepted' });
  });

  it('calls nobody after the message was sent again by policy', async () => {
    await anOrderedSend('authentication');
    const meanwhile = async () => {
      await stage.drive(run);
      expect(await row()).toMatchObject({ status: 'unknown' });
      stage.passes(minute);
      await stage.services.settling.settleOverdue(stage.clock.now());
      await stage.drive(run);
      expect(await row()).toMatchObject({ status: 'accepted' });
    };
    await expect(sendFrozen(2 * minute, meanwhile)).rejects.toMatchObject(handedBack);
    expect([stage.whatsapp.ledger.length, await row()]).toEqual([1, { status: 'accepted', problem: null }]);
  });

  it('lets a run that waits for what became of the message send it, once', async () => {
    await anOrderedSend('utility', { utility: 'wait' });
    await expect(sendFrozen(20_000, () => stage.drive(run))).rejects.toMatchObject(handedBack);
    expect(await row()).toEqual({ status: 'planned', problem: 'not_sent' });
    expect(stage.temporal.rung).toHaveLength(1);
    await stage.drive(run);
    expect([stage.whatsapp.ledger.length, await row()]).toEqual([1, { status: 'accepted', problem: null }]);
    expect(await stage.trail(run)).toEqual(expect.arrayContaining(['send_settled', 'send_accepted']));
  });

  it('tells that nothing was sent when the run has gone on without knowing', async () => {
    await anOrderedSend('marketing');
    await expect(sendFrozen(20_000, () => stage.drive(run))).rejects.toMatchObject(handedBack);
    expect([stage.whatsapp.ledger, await row()]).toEqual([[], { status: 'failed', problem: 'not_sent' }]);
    expect(await stage.trail(run)).toContain('send_settled');
    expect(await stage.emitted()).toContain('message.settled');
  });
});
