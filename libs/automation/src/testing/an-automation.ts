import type { z } from 'zod';
import { AutomationDefinition } from '../language/definition.js';

type Input = z.input<typeof AutomationDefinition>;
export type StepInput = Input['steps'][string];
export type TriggerInput = Input['triggers'][number];

/** A shop's cart, left for four hours. */
export const abandonedCart: TriggerInput = {
  id: 'cart',
  type: 'shop',
  event: 'cart.updated',
  key: 'data.cartId',
  when: { after: 'PT4H' },
};

/** Builds definitions that tell only what matters to a test. Without more, a cart starts an automation that adds a tag. */
class AutomationBuilder {
  constructor(private readonly input: Input) {}

  named(name: string): AutomationBuilder {
    return this.with({ name });
  }

  startedBy(...triggers: TriggerInput[]): AutomationBuilder {
    return this.with({ triggers });
  }

  /** The steps by id; the first one is the start. */
  withSteps(steps: Record<string, StepInput>): AutomationBuilder {
    const [start = 'start'] = Object.keys(steps);
    return this.with({ steps, start });
  }

  with(part: Partial<Input>): AutomationBuilder {
    return new AutomationBuilder({ ...this.input, ...part });
  }

  /** What an author would write, unchecked: for tests of what is wrong with it. */
  asWritten(): Input {
    return this.input;
  }

  build(): AutomationDefinition {
    return AutomationDefinition.parse(this.input);
  }
}

export const anAutomation = (): AutomationBuilder =>
  new AutomationBuilder({
    name: 'An automation',
    triggers: [abandonedCart],
    start: 'tag',
    steps: { tag: { type: 'add_tag', tag: 'seen', next: null } },
  });
