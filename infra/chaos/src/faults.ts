import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { JsonApi, type Mortal, type MortalStack } from '@threadline/local';
import { wordsOf, type Fault, type Scheduled } from './schedule.js';

/** What WhatsApp says when it refuses for now. https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const codes = { error: 131_016, failed_status: 131_026 } as const;

const Held = z.object({ count: z.number() });

/** Makes things go wrong, and puts them right again. */
export class Faults {
  private readonly control: JsonApi;
  private readonly down = new Set<Mortal>();

  constructor(
    private readonly stack: MortalStack,
    private readonly number: { readonly phoneNumberId: string },
    private readonly print: (line: string) => void,
  ) {
    this.control = new JsonApi(`${stack.sandboxUrl}/_sandbox`);
  }

  /** Each at its moment, whatever the others do. Resolves when all is right again. */
  async play(schedule: readonly Scheduled[], signal: AbortSignal): Promise<void> {
    const begin = performance.now();
    const under: Promise<void>[] = [];
    for (const fault of schedule) {
      await pause(Math.max(0, fault.atMs - (performance.now() - begin)), undefined, { signal });
      under.push(this.happen(fault));
    }
    await Promise.all(under);
  }

  async happen(fault: Fault): Promise<void> {
    if ('part' in fault && this.down.has(fault.part)) return;
    this.print(wordsOf(fault));
    switch (fault.kind) {
      case 'kill':
        return this.without(fault.part, () => this.kill(fault.part, fault.downMs));
      case 'freeze':
        return this.without(fault.part, () => this.freeze(fault.part, fault.ms));
      case 'trouble':
        return this.trouble(fault);
      case 'late':
        return this.whileHeld(() => pause(fault.ms));
    }
  }

  private async without(part: Mortal, act: () => Promise<void>): Promise<void> {
    this.down.add(part);
    await act();
    this.down.delete(part);
  }

  private async kill(part: Mortal, downMs: number): Promise<void> {
    await this.stack.kill(part);
    await pause(downMs);
    const begin = performance.now();
    await this.stack.revive(part);
    this.print(`${part} is ready again after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  }

  private async freeze(part: Mortal, ms: number): Promise<void> {
    await this.stack.freeze(part);
    await pause(ms);
    await this.stack.thaw(part);
  }

  private async trouble({ trouble, times }: Extract<Fault, { kind: 'trouble' }>): Promise<void> {
    const code = trouble === 'error' || trouble === 'failed_status' ? { code: codes[trouble] } : {};
    await this.order('failures', { mode: trouble, times, ...code });
  }

  /** Sends are accepted and get no answer until `act` is over. */
  async whileHeld(act: () => Promise<void>): Promise<void> {
    await this.order('hold', { at: 'after_acting' });
    try {
      await act();
    } finally {
      await this.order('release');
    }
  }

  /** How many sends wait for their answer. */
  async held(): Promise<number> {
    return (await this.control.get(`/held?phoneNumberId=${this.number.phoneNumberId}`, Held)).count;
  }

  private order(path: string, body: object = {}): Promise<unknown> {
    return this.control.post(`/${path}`, z.unknown(), { ...this.number, ...body });
  }
}
