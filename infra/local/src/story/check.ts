import { awaiting } from './awaiting.js';
import { problemsOf, type Seen } from './comparison.js';
import type { Cast, Customer } from './customers.js';
import { pace } from './definition.js';
import { expectationsOf } from './expectations.js';
import type { Scene } from './play.js';

/** What the playing left to be checked. */
export interface Played {
  readonly automationId: string;
  /** When the answering customer left the cart again, in epoch milliseconds. */
  readonly secondCartAt: number;
}

const settlesWithinMs = 60_000;
const roles = ['answering', 'buying', 'silent', 'stopping'] as const satisfies (keyof Cast)[];

/**
 * Compares what everybody got and how every run ended with what the story wants.
 * @throws Error with every difference.
 */
export async function checkStory(scene: Scene, played: Played): Promise<void> {
  const expected = expectationsOf(scene.cast);
  await awaiting({ what: 'every part ends as it should', withinMs: settlesWithinMs }, async () => {
    const seen = await Promise.all(roles.map((role) => seenOf(scene, played, scene.cast[role])));
    const problems = roles.flatMap((role, index) =>
      problemsOf(scene.cast[role].firstName, expected[role], seen[index] ?? nothing),
    );
    problems.push(...tooEarly(seen[0] ?? nothing, played));
    return problems.length === 0 ? { found: true } : { seen: `\n  ${problems.join('\n  ')}` };
  });
  for (const role of roles) {
    const { state, messages } = expected[role];
    scene.narrator.tell('check', scene.cast[role].firstName, `${state}, ${countOf(messages.length)}`);
  }
}

const countOf = (messages: number): string =>
  messages === 0 ? 'without a message' : `${messages} message${messages === 1 ? '' : 's'}, each once`;

const nothing: Seen = { runs: [], timeline: [], messages: [] };

async function seenOf(scene: Scene, { automationId }: Played, customer: Customer): Promise<Seen> {
  const { admin, names, sandbox } = scene;
  const all = await admin.runsOf(automationId);
  const runs = all.filter(({ contactId }) => names.get(contactId) === customer.firstName);
  const timelines = await Promise.all(runs.map(({ id }) => admin.timelineOf(id)));
  const messages = await sandbox.messagesTo(customer);
  return { runs, timeline: timelines.flat().map(({ what }) => what), messages: messages.map(({ text }) => text) };
}

/** The second cart moves the moment: the run enters so long after it, and not after the first. */
function tooEarly({ runs: [run] }: Seen, { secondCartAt }: Played): string[] {
  const enteredAt = run?.enteredAt ? Date.parse(run.enteredAt) : 0;
  const isEarly = enteredAt < secondCartAt + pace.cartRestsSeconds * 1000;
  return isEarly ? [`the second cart did not move the moment: entered at ${run?.enteredAt ?? 'never'}`] : [];
}
