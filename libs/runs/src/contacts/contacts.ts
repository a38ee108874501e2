import type { ConsentWord, OptOuts } from '../ending/opt-outs.js';
import type { Work, Workbench } from '../work.js';
import { lockKnownContact, type Meant } from './known-contact.js';

/** Somebody tells for a contact what it wants of marketing. */
export interface ToldConsent {
  workspaceId: string;
  contactId: string;
  marketing: 'given' | 'withdrawn';
  /** Who tells it. */
  via: string;
  /** The contact's words. */
  text?: string | undefined;
}

/** What people and machines do to contacts, under the contact's lock and with the effects on its runs. */
export class Contacts {
  constructor(
    private readonly workbench: Workbench,
    private readonly optOuts: OptOuts,
  ) {}

  /** Finds, creates or merges the contact that is meant and lets `act` work on it. Throws UnknownContact. */
  with<T>(
    meant: Meant,
    now: number,
    act: (work: Work, contact: { contactId: string; created: boolean }) => Promise<T>,
  ): Promise<T> {
    return this.workbench.run(now, async (work) => act(work, await lockKnownContact(work, meant)));
  }

  /** An opt-out ends every run of the contact at once; consent is recorded with its proof. Throws UnknownContact. */
  tell({ workspaceId, contactId: id, marketing, via, text }: ToldConsent, now: number): Promise<void> {
    return this.with({ workspaceId, reference: { id } }, now, async (work, { contactId }) => {
      const word: ConsentWord = { workspaceId, contactId, proof: { at: now, via, text } };
      await (marketing === 'given' ? this.optOuts.optIn(work, word) : this.optOuts.optOut(work, word));
    });
  }
}
