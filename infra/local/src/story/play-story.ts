import type { RunningStack } from '../running-stack.js';
import { Admin } from './admin.js';
import { checkStory } from './check.js';
import { newCast } from './customers.js';
import { namingOf } from './definition.js';
import { Narrator } from './narrator.js';
import { NewsReader } from './news.js';
import {
  leaveCarts,
  passDeadlineAndOrder,
  publishAutomation,
  receiveReminders,
  tapTheButton,
  writeStop,
  type Scene,
} from './play.js';
import { Sandbox } from './sandbox.js';
import { Shop } from './shop.js';
import { sourceOf, wordsOf } from './words.js';

/** What of a running system the story needs. */
export type Stage = Pick<RunningStack, 'gatewayUrl' | 'sandboxUrl' | 'kafkaBrokers' | 'workspace'>;

/**
 * Plays the abandoned cart with four customers whom nobody knew before, tells it as it happens, and checks itself against
 * WhatsApp's ledger, the runs and their timelines. It can be played again on the same data.
 * @throws Error with what was expected and what was seen.
 */
export async function playStory(stack: Stage, print: (line: string) => void): Promise<void> {
  const tag = Date.now().toString(36);
  const { workspace, kafkaBrokers } = stack;
  const scene: Omit<Scene, 'shop'> = {
    cast: newCast(tag),
    naming: namingOf(tag),
    admin: new Admin(stack.gatewayUrl, workspace.apiKey),
    sandbox: new Sandbox(stack.sandboxUrl, workspace),
    narrator: new Narrator(print),
    names: new Map(),
  };
  const shop = await Shop.open(kafkaBrokers, workspace.id);
  const news = await NewsReader.open({
    brokers: kafkaBrokers,
    workspaceId: workspace.id,
    groupId: `story-${tag}`,
    onEvent: (event) => {
      const who = scene.names.get(event.data.contactId);
      if (who !== undefined) scene.narrator.tell(sourceOf(event), who, wordsOf(event));
    },
  });
  try {
    await playAndCheck({ ...scene, shop });
  } finally {
    await Promise.all([shop.close(), news.close()]);
  }
}

async function playAndCheck(scene: Scene): Promise<void> {
  const automationId = await publishAutomation(scene);
  try {
    const secondCartAt = await leaveCarts(scene, automationId);
    await receiveReminders(scene, automationId);
    await tapTheButton(scene);
    await writeStop(scene, automationId);
    await passDeadlineAndOrder(scene, automationId);
    await checkStory(scene, { automationId, secondCartAt });
  } finally {
    await scene.admin.disable(automationId); // so that it does not take part in a later playing
  }
}
