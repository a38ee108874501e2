import { emit, withdrawConsent, type Run } from '@threadline/persistence';
import { outboundEvent } from '../outbound-events.js';
import type { Work } from '../work.js';
import type { Endings } from './endings.js';

/** An opt-out acts on all runs of the contact at once. */
export class OptOuts {
  constructor(private readonly endings: Endings) {}

  /** Withdraws consent with its proof and ends every live run. Under the contact's lock. */
  async optOut(
    work: Work,
    given: { workspaceId: string; contactId: string; live: readonly Run[]; via: string },
  ): Promise<void> {
    const { workspaceId, contactId, via } = given;
    const isNew = await withdrawConsent(work.tx, contactId, { at: work.now, via });
    if (isNew) {
      const about = { workspaceId, at: work.now, occurrence: `${contactId}/${via}` };
      await emit(work.tx, [outboundEvent('contact.opted_out', { contactId, via }, about)]);
    }
    for (const run of given.live) {
      const fact = { kind: 'exit', at: work.now, reason: 'opted_out', because: via } as const;
      await this.endings.endAndRing(work, run, { fact, about: contactId });
    }
  }
}
