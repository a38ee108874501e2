import { connectTemporal } from '@threadline/platform';
import { z } from 'zod';
import { Admin, aWorkspace, JsonApi, type DemoWorkspace, type MortalStack } from '@threadline/local';
import { collect, countRuns, databaseMb, owedRows } from './collect.js';
import type { Evidence } from './evidence.js';
import { loadAutomations } from './mix/automations.js';
import { Customers } from './mix/customers.js';
import { EventFeed } from './mix/event-feed.js';
import { Load } from './mix/load.js';
import { loadTemplates } from './mix/names.js';
import { Shop } from './mix/shop.js';
import { SignedWebhooks } from './mix/signed-webhooks.js';
import { lagOf, untilQuiet, type OnTheWay } from './quiet.js';
import type { Random } from './random.js';
import { Told } from './told.js';

interface Props {
  readonly workspace: DemoWorkspace;
  readonly factOnly: ReadonlySet<string>;
  readonly feed: EventFeed;
  readonly load: Load;
  readonly told: Told;
}

/** A workspace in a stack of its own, with its automations, its contacts, and what it is told. */
export class Scene {
  private constructor(
    private readonly stack: MortalStack,
    private readonly props: Props,
  ) {}

  static async set(stack: MortalStack, random: Random, { contacts }: { readonly contacts: number }): Promise<Scene> {
    const workspace = await aWorkspace(stack.addresses.databaseUrl);
    await prepareSandbox(stack, workspace);
    const admin = new Admin(stack.gatewayUrl, workspace.apiKey);
    const factOnly = await publishAll(admin);
    const told = new Told();
    const feed = new EventFeed(stack.addresses.kafkaBrokers, workspace.id, told);
    await feed.open();
    const customers = new Customers({ sandboxUrl: stack.sandboxUrl, ...workspace }, told, random.others());
    const webhooks = new SignedWebhooks(stack.gatewayUrl, { ...workspace, appSecret: stack.appSecret }, told);
    const { gatewayUrl, sandboxUrl } = stack;
    const shop = await Shop.open({ gatewayUrl, sandboxUrl, admin }, told);
    const load = new Load({ feed, webhooks, customers, shop, told }, random, { contacts });
    return new Scene(stack, { workspace, factOnly, feed, load, told });
  }

  get number(): { readonly phoneNumberId: string } {
    return { phoneNumberId: this.props.workspace.phoneNumberId };
  }

  get told(): Told {
    return this.props.told;
  }

  /** Tells so many things a second until it is aborted; resolves once all are acknowledged. */
  play(perSecond: number, signal: AbortSignal): Promise<void> {
    return this.props.load.run(perSecond, signal);
  }

  untilQuiet(patienceMs: number, tell: (left: OnTheWay) => void): Promise<OnTheWay> {
    const { databaseUrl, kafkaBrokers } = this.stack.addresses;
    return untilQuiet({ databaseUrl, kafkaBrokers, sandboxUrl: this.stack.sandboxUrl }, patienceMs, tell);
  }

  async countRuns(): Promise<number> {
    return countRuns(this.stack.addresses.databaseUrl, this.props.workspace.id);
  }

  databaseMb(): Promise<number> {
    return databaseMb(this.stack.addresses.databaseUrl);
  }

  /** Events that nobody has handled, and rows owed to Kafka and Temporal. */
  async lag(): Promise<number> {
    const { databaseUrl, kafkaBrokers } = this.stack.addresses;
    const [events, rows] = await Promise.all([lagOf(kafkaBrokers), owedRows(databaseUrl)]);
    return events + rows;
  }

  /** What is known from the outside. */
  async look(): Promise<Evidence> {
    const { databaseUrl, temporalAddress } = this.stack.addresses;
    const temporal = connectTemporal({ address: temporalAddress, namespace: 'default' });
    try {
      return await collect(
        { databaseUrl, temporal, sandboxUrl: this.stack.sandboxUrl, ...this.props },
        this.props.told,
      );
    } finally {
      await temporal.connection.close();
    }
  }

  close(): Promise<void> {
    return this.props.feed.close();
  }
}

/** Statuses come twice and in any order. */
async function prepareSandbox({ sandboxUrl }: MortalStack, { phoneNumberId, wabaId }: DemoWorkspace): Promise<void> {
  const control = new JsonApi(`${sandboxUrl}/_sandbox`);
  await control.post('/numbers', z.unknown(), { phoneNumberId, wabaId });
  const settings = { order: 'shuffled', repeat: 2, delayMs: 200, batch: true, pairLimit: false };
  await control.post('/settings', z.unknown(), { phoneNumberId, ...settings });
}

/** Publishes the load's automations. Gives the ids of those whose steps read nothing but facts. */
async function publishAll(admin: Admin): Promise<Set<string>> {
  for (const template of loadTemplates) await admin.createTemplate(template);
  await admin.untilApproved(...loadTemplates.map(({ name }) => name));
  const factOnly = new Set<string>();
  for (const { definition, readsOnlyFacts } of loadAutomations) {
    const id = await admin.publish(definition);
    if (readsOnlyFacts) factOnly.add(id);
  }
  return factOnly;
}
