// A worker reduced to its sends, to be killed. Reads { databaseUrl, whatsappUrl } as one line, then ids of messages, an array a
// line: it sends all of them at once and says `done`.
import { AddressGuard, FileFetcher } from '@threadline/connectors';
import { createDataSource } from '@threadline/persistence';
import { SystemClock } from '@threadline/platform';
import { Later, runServices } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { databaseUrl, whatsappUrl } = JSON.parse((await lines.next()).value);
const dataSource = await createDataSource({ url: databaseUrl, poolSize: 10, applicationName: 'sender' }).initialize();
const whatsapp = new WhatsAppClient({
  baseUrl: whatsappUrl,
  version: 'v25.0',
  accessToken: 'token',
  timeoutMs: 120_000, // a barrier may take its time on a busy machine
});
const outgoing = runServices({ dataSource, client: {} }).outgoing({
  whatsapp,
  files: new FileFetcher({ guard: new AddressGuard(), timeoutMs: 10_000 }),
  clock: new SystemClock(),
});

/** As Temporal does: what comes later is tried again. */
async function send(messageId) {
  for (;;) {
    try {
      return await outgoing.send(messageId);
    } catch (error) {
      await pause(error instanceof Later ? error.waitMs : 1_000);
    }
  }
}

for await (const line of lines) {
  await Promise.all(JSON.parse(line).map(send));
  process.stdout.write('done\n');
}
