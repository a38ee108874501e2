import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dateEntryType, scheduledEntryType } from '@threadline/contracts/workflows';
import { DriverRig } from './testing/index.js';

let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.realTime(process.env['TEMPORAL_ADDRESS']);
});
afterAll(() => rig.close(), 60_000);

/** The server suggests a new history at 4 MB; cursors of this size are quicker than pages by the hundred. */
const cursorOf = (name: string) => name.padEnd(1_200_000, '.');
const names = ['a', 'b', 'c', 'd', 'e'];
const pages = [
  ...names.map((name) => ({ entered: 10, refused: 1, cursor: cursorOf(name) })),
  { entered: 1, refused: 0 },
];
const named = { workspaceId: 'workspace', automationId: 'automation', triggerId: 'daily' };

it.each([{ type: scheduledEntryType, input: named } as const, { type: dateEntryType } as const])(
  'goes on in a new history where the old one has stopped, with all that was counted: $type',
  async (entry) => {
    rig.pages.tell(...pages);
    const handle = await rig.startEntry(entry);
    const { runId } = await handle.describe();
    expect(await handle.result()).toEqual({ entered: 51, refused: 5 });
    const first = rig.environment.client.workflow.getHandle(handle.workflowId, runId);
    expect((await first.describe()).status.name).toBe('CONTINUED_AS_NEW');
    expect(rig.pages.asked.map(({ cursor }) => cursor?.[0])).toEqual([undefined, ...names]);
    expect(new Set(rig.pages.asked.map((asked) => 'occasion' in asked && asked.occasion)).size).toBe(1);
  },
);
