import { contactKey, topic, type WhatsAppMessageStatus } from '@threadline/contracts';
import type { Bench, Section } from '../bench.js';
import { Emitter, type Emitted } from '../load/carts.js';
import { copyHistory, phoneOfCopy, wamidOf } from '../load/history.js';
import { Journeys } from '../load/journey.js';
import { GroupProgress } from '../measure/kafka-offsets.js';
import { riseOf, watchRise } from '../measure/rising.js';
import { atLeast } from '../report/figure.js';
import { numberFrom } from '../system/database.js';
import { startSystem, type System } from '../system/system.js';

const messages = 5_000;
const steps = ['remind', 'last'];
const told = ['sent', 'delivered', 'read'] as const;
const handledWithinMs = 120_000;

/** Statuses of messages, from Kafka to the message's row: sent, delivered and read of two messages a contact. */
export const statuses: Section = {
  name: 'statuses',
  about: 'statuses of messages, from Kafka to their rows',
  servers: true,

  async measure(bench: Bench) {
    const { kafkaBrokers } = bench.servers.addresses;
    const emitter = await Emitter.open(kafkaBrokers);
    const system = await startSystem(bench.servers, 'statuses');
    const journeys = await Journeys.publish(system, emitter);
    await journeys.burst(1);
    await system.halt();
    const { runId } = await journeys.lastEnded();
    const contacts = bench.sized(messages) / steps.length;
    const samples: number[] = [];
    for (let repeat = 0; repeat < bench.repeats; repeat++) {
      bench.tell(`${repeat + 1} of ${bench.repeats}`);
      const from = repeat * contacts;
      await copyHistory(system.database.pool, runId, { from, count: contacts });
      const updates = updatesOf(system, from, contacts);
      await emitter.emit(updates, topic.whatsapp);
      const progress = await GroupProgress.open(kafkaBrokers, 'threadline-dispatch', topic.whatsapp);
      const looks = watchRise(() => progress.committed(), updates.length, handledWithinMs);
      await system.startGateway('dispatch');
      samples.push(riseOf(await looks));
      await progress.close();
      await system.gateway.stop();
      await checkRead(system, (repeat + 1) * contacts * steps.length);
    }
    await emitter.close();
    await system.stop();
    return [{ figure: 'status updates', unit: 'updates/s', samples, bar: atLeast(3_000) }];
  },
};

/** All that are sent, then all that are delivered, then all that are read. */
function updatesOf({ workspace }: System, from: number, contacts: number): Emitted[] {
  const copies = Array.from({ length: contacts }, (_, index) => from + index);
  return told.flatMap((status) =>
    steps.flatMap((step) => copies.map((nth) => updateOf(workspace, { status, step, nth }))),
  );
}

function updateOf(
  { id: workspaceId, phoneNumberId }: System['workspace'],
  { status, step, nth }: { status: (typeof told)[number]; step: string; nth: number },
): Emitted {
  const contact = { phone: phoneOfCopy(nth) };
  const messageId = wamidOf(step, nth);
  const event: WhatsAppMessageStatus = {
    specversion: '1.0',
    id: `${messageId}/${status}`,
    source: 'whatsapp/bench',
    type: 'whatsapp.message.status',
    time: new Date().toISOString(),
    workspaceid: workspaceId,
    causationdepth: 0,
    data: { contact, phoneNumberId, messageId, status },
  };
  return { key: contactKey(workspaceId, contact), value: JSON.stringify(event) };
}

/** @throws Error when statuses were consumed and did not come to their rows: a rate of that would mean nothing */
async function checkRead({ database, workspace }: System, wanted: number): Promise<void> {
  const sql = `select count(*) from message where workspace_id = $1 and status = 'read'`;
  const read = await numberFrom(database.pool, sql, [workspace.id]);
  if (read !== wanted) throw new Error(`${read} of ${wanted} messages are read`);
}
