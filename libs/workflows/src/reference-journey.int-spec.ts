import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { searchAttribute } from '@threadline/contracts/workflows';
import {
  DriverRig,
  eventsOf,
  kindOf,
  pause,
  send,
  summaryOf,
  type HistoryEvent,
  type RunHandle,
} from './testing/index.js';

let rig: DriverRig;
let handle: RunHandle;
let events: HistoryEvent[];

const ofKind = (kind: string): HistoryEvent[] => events.filter((event) => kindOf(event) === kind);

beforeAll(async () => {
  rig = await DriverRig.realTime(process.env['TEMPORAL_ADDRESS']);
  handle = await rig.start(rig.orders.add(send('remind'), pause(1_000), send('coupon')));
  await handle.result();
  events = await eventsOf(handle);
});
afterAll(() => rig.close(), 60_000);

/** entry → send → 1 s → send → end, on a real server: what every run costs there, and what ops see of it. */
describe('the reference journey', () => {
  it('takes 27 history events', () => {
    const task = ['workflowTaskScheduled', 'workflowTaskStarted', 'workflowTaskCompleted'];
    const sending = ['activityTaskScheduled', 'activityTaskStarted', 'activityTaskCompleted'];
    const decision = 'markerRecorded';
    expect(events.map(kindOf)).toEqual([
      'workflowExecutionStarted',
      ...task,
      decision,
      ...sending,
      ...task,
      decision,
      'timerStarted',
      'timerFired',
      ...task,
      decision,
      ...sending,
      ...task,
      decision,
      'upsertWorkflowSearchAttributes',
      'workflowExecutionCompleted',
    ]);
    expect(events).toHaveLength(27);
  });

  it('takes two activities and needs no bell', () => {
    expect(ofKind('activityTaskScheduled')).toHaveLength(2);
    expect(ofKind('workflowExecutionSignaled')).toEqual([]);
  });

  it('shows its outcome in a search attribute', async () => {
    const { typedSearchAttributes } = await handle.describe();
    const outcome = typedSearchAttributes.getAll().find(({ key }) => key.name === searchAttribute.outcome);
    expect(outcome?.value).toBe('completed');
  });

  it('says at its start, its timer and its sends what they are for', async () => {
    expect(await (await handle.describe()).staticSummary()).toBe('abandoned-cart v1, trigger cart');
    expect(ofKind('timerStarted').map(summaryOf)).toEqual(['the end of the pause']);
    expect(ofKind('activityTaskScheduled').map(summaryOf)).toEqual([
      'send template of remind, turn 1',
      'send template of coupon, turn 1',
    ]);
  });

  it('tells in its current details where it stands', async () => {
    const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    expect(metadata.currentDetails).toMatch(/^\*\*completed\*\* \(revision \d+\)$/);
  });

  it('marks nothing but its decisions', () => {
    const names = ofKind('markerRecorded').map((event) => event.markerRecordedEventAttributes?.markerName);
    expect(new Set(names)).toEqual(new Set(['core_local_activity']));
  });
});
