import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { connectTemporal } from '@threadline/platform';
import type { DemoWorkspace } from '../running-stack.js';
import { helpButton, textsFor } from './definition.js';
import { playStory } from './play-story.js';
import { ask } from './testing/ask.js';
import { summariesOf, workflowsOf, type RecordedWorkflow } from './testing/histories.js';
import { leaksIn, type PersonalData } from './testing/leaks.js';
import { aWorkspace } from '../mortal/a-workspace.js';

let temporal: Client;
let workspace: DemoWorkspace;
let workflows: RecordedWorkflow[];
const told: string[] = [];

const variable = (name: string): string => process.env[name] ?? '';

beforeAll(async () => {
  temporal = connectTemporal({ address: variable('TEMPORAL_ADDRESS'), namespace: 'default' });
  workspace = await aWorkspace(variable('DATABASE_URL'));
});
afterAll(() => temporal.connection.close());

it('plays the story of an abandoned cart, which checks itself', async () => {
  const stack = {
    gatewayUrl: variable('GATEWAY_URL'),
    sandboxUrl: variable('SANDBOX_URL'),
    kafkaBrokers: variable('KAFKA_BROKERS').split(','),
    workspace,
  };
  await playStory(stack, (line) => told.push(line));
});

it('is told without phone numbers', async () => {
  const { phones } = await personalDataOf(workspace);
  expect(told.length).toBeGreaterThan(30);
  expect(leaksIn(told, { phones, texts: [] })).toEqual([]);
});

describe('what Temporal keeps of the story', () => {
  beforeAll(async () => {
    workflows = await workflowsOf(temporal, workspace.id);
  });

  it('is one workflow a run, with a readable id', () => {
    expect(workflows).toHaveLength(4);
    for (const { workflowId } of workflows)
      expect(workflowId).toMatch(/^run\/abandoned-cart-[a-z0-9]+\/[0-9a-f-]{36}$/);
  });

  it('says what it is, whose it is and how it ended', () => {
    for (const { summary, searchAttributes } of workflows) {
      expect(summary).toMatch(/^abandoned-cart-[a-z0-9]+ v1, trigger cart$/);
      expect(searchAttributes).toMatchObject({ WorkspaceId: [workspace.id], AutomationVersion: ['1'] });
      expect(searchAttributes['AutomationId']).toHaveLength(1);
      expect(searchAttributes['ContactId']).toHaveLength(1);
    }
    const outcomes = workflows.map(({ searchAttributes }) => String(searchAttributes['Outcome']));
    expect(outcomes.toSorted()).toEqual(['disarmed', 'last_step', 'last_step', 'opted_out']);
  });

  it('tells for every timer and activity what it is for', () => {
    const timers = workflows.flatMap((workflow) => summariesOf(workflow, 'timerStartedEventAttributes'));
    const sends = workflows.flatMap((workflow) => summariesOf(workflow, 'activityTaskScheduledEventAttributes'));
    expect(timers.length).toBeGreaterThanOrEqual(6);
    for (const summary of timers) expect(summary).toMatch(/^(enters at|waits for a reply at `answer` until) 20\S+Z$/);
    expect(sends.toSorted()).toEqual([
      'send template of coupon, turn 1',
      'send template of remind, turn 1',
      'send template of remind, turn 1',
      'send template of remind, turn 1',
      'send text of person, turn 1',
    ]);
  });

  it('shows where each run stands and why', () => {
    const heads = workflows.map(({ details }) => String(details.split('\n')[0]).replace(/ \(revision \d+\)/, ''));
    expect(heads.toSorted()).toEqual([
      '**completed**: last_step',
      '**completed**: last_step',
      '**disarmed**: disarmed',
      '**exited**: opted_out',
    ]);
  });

  it('has no phone number, name or text of a message anywhere', async () => {
    const personal = await personalDataOf(workspace);
    expect(personal.phones).toHaveLength(4);
    expect(personal.texts.length).toBeGreaterThanOrEqual(4 * 4);
    expect(leaksIn(workflows, personal)).toEqual([]);
  });
});

/** What is known of the workspace's contacts, and what they read and wrote. */
async function personalDataOf({ id }: DemoWorkspace): Promise<PersonalData> {
  const contacts = await ask<{ first_name: string }>(
    variable('DATABASE_URL'),
    `select first_name from contact where workspace_id = $1 and first_name is not null`,
    [id],
  );
  const phones = await ask<{ value: string }>(
    variable('DATABASE_URL'),
    `select value from contact_identity where workspace_id = $1 and kind = 'phone'`,
    [id],
  );
  const names = contacts.map(({ first_name: name }) => name);
  const texts = names.flatMap((name) => [name, ...Object.values(textsFor(name))]);
  return { phones: phones.map(({ value }) => value), texts: [...texts, helpButton.text] };
}
