import type { Admin, Run } from './admin.js';
import { awaiting } from './awaiting.js';
import { everybody, masked, type Cast, type Customer } from './customers.js';
import { definitionOf, helpButton, templatesOf, type Naming } from './definition.js';
import type { Narrator } from './narrator.js';
import type { Sandbox } from './sandbox.js';
import type { Shop } from './shop.js';

/** Who plays, and where. */
export interface Scene {
  readonly cast: Cast;
  readonly naming: Naming;
  readonly admin: Admin;
  readonly shop: Shop;
  readonly sandbox: Sandbox;
  readonly narrator: Narrator;
  /** First names by contact id. */
  readonly names: Map<string, string>;
}

/** An opt-out has to act within a second; on a busy machine the story is content with this. */
const stopWithinMs = 15_000;
const patienceMs = 60_000;

/** 1. The admin prepares contacts and templates, creates the automation and publishes it. Resolves with its id. */
export async function publishAutomation({ cast, naming, admin, sandbox, narrator, names }: Scene): Promise<string> {
  await sandbox.prepare();
  for (const customer of everybody(cast)) names.set(await admin.addContact(customer), customer.firstName);
  for (const template of templatesOf(naming)) await admin.createTemplate(template);
  narrator.tell('admin', '', `submits the templates ${naming.reminder} and ${naming.coupon}`);
  await admin.untilApproved(naming.reminder, naming.coupon);
  narrator.tell('whatsapp', '', 'approves both');
  const automationId = await admin.publish(definitionOf(naming));
  narrator.tell('admin', '', `publishes the automation "${naming.automation}"`);
  return automationId;
}

/**
 * 2. Carts are left. One is left again, which moves the moment; another is ordered before it. Resolves with the time of the
 * second cart.
 */
export async function leaveCarts(scene: Scene, automationId: string): Promise<number> {
  const { answering, buying, silent, stopping } = scene.cast;
  await leaveCart(scene, answering, 39.9);
  await leaveCart(scene, buying, 120);
  await scene.shop.orderPlaced(buying, 120);
  scene.narrator.tell('shop', buying.firstName, 'orders after all');
  await leaveCart(scene, silent, 45);
  await leaveCart(scene, stopping, 75.5);
  await awaiting({ what: `${answering.firstName}'s run is armed`, withinMs: patienceMs }, async () => {
    const run = await runOf(scene, automationId, answering);
    return run?.state === 'armed' ? { found: true } : { seen: run?.state ?? 'no run' };
  });
  return leaveCart(scene, answering, 64.8);
}

async function leaveCart({ shop, narrator }: Scene, customer: Customer, total: number): Promise<number> {
  const { time } = await shop.cartUpdated(customer, total);
  narrator.tell('shop', customer.firstName, `(${masked(customer.phone)}) leaves a cart of ${total.toFixed(2)} EUR`);
  return Date.parse(time);
}

/** 3. The moment comes: the reminder reaches those who have not ordered, and their runs wait for an answer. */
export async function receiveReminders(scene: Scene, automationId: string): Promise<void> {
  const { cast, sandbox, admin } = scene;
  for (const customer of [cast.answering, cast.silent, cast.stopping]) {
    await untilMessages(sandbox, customer, 1);
    await awaiting({ what: `${customer.firstName}'s run waits for an answer`, withinMs: patienceMs }, async () => {
      const run = await runOf(scene, automationId, customer);
      const timeline = await admin.timelineOf(run?.id ?? '');
      return timeline.some(({ what }) => what === 'waits') ? { found: true } : { seen: run?.state ?? 'no run' };
    });
  }
}

/** 4. One taps the button, to which a free message is the answer. */
export async function tapTheButton({ cast, sandbox, narrator }: Scene): Promise<void> {
  narrator.tell('customer', cast.answering.firstName, `taps "${helpButton.text}"`);
  await sandbox.tap(cast.answering, helpButton.payload);
}

/** 5. One writes STOP, and the run exits at once. */
export async function writeStop(scene: Scene, automationId: string): Promise<void> {
  const customer = scene.cast.stopping;
  scene.narrator.tell('customer', customer.firstName, 'writes STOP');
  const begin = performance.now();
  await scene.sandbox.write(customer, 'STOP');
  await awaiting({ what: `${customer.firstName}'s run has exited`, withinMs: stopWithinMs, everyMs: 20 }, async () => {
    const state = (await runOf(scene, automationId, customer))?.state ?? 'no run';
    return state === 'exited' ? { found: true } : { seen: state };
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(2);
  scene.narrator.tell('check', customer.firstName, `has left ${seconds} s after the message`);
}

/** 6. The deadline of the silent one passes. The first one has read the reminder, and orders. */
export async function passDeadlineAndOrder(scene: Scene, automationId: string): Promise<void> {
  const { cast, sandbox, shop, narrator, admin } = scene;
  await untilMessages(sandbox, cast.answering, 2);
  await untilMessages(sandbox, cast.silent, 2);
  const run = await runOf(scene, automationId, cast.answering);
  await awaiting({ what: `${cast.answering.firstName} has read the reminder`, withinMs: patienceMs }, async () => {
    const timeline = await admin.timelineOf(run?.id ?? '');
    return timeline.some(({ status }) => status === 'read') ? { found: true } : { seen: 'not read' };
  });
  await shop.orderPlaced(cast.answering, 64.8);
  narrator.tell('shop', cast.answering.firstName, 'orders');
}

/** A customer's run, once there is one. */
async function runOf({ admin, names }: Scene, automationId: string, { firstName }: Customer): Promise<Run | undefined> {
  const runs = await admin.runsOf(automationId);
  return runs.find(({ contactId }) => names.get(contactId) === firstName);
}

async function untilMessages(sandbox: Sandbox, customer: Customer, count: number): Promise<void> {
  await awaiting({ what: `${count} messages to ${customer.firstName}`, withinMs: patienceMs }, async () => {
    const messages = await sandbox.messagesTo(customer);
    return messages.length >= count ? { found: true } : { seen: String(messages.length) };
  });
}
