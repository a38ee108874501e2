import { optOutConfirmationIdOf } from '@threadline/contracts';
import {
  emit,
  giveConsent,
  hasConsentedSince,
  liveRunsOf,
  withdrawConsent,
  type ConsentProof,
  type Run,
} from '@threadline/persistence';
import { outboundEvent } from '../outbound-events.js';
import type { Work } from '../work.js';
import type { Endings } from './endings.js';

/** A contact wants no more marketing, or wants it again, and what proves it. */
export interface ConsentWord {
  workspaceId: string;
  contactId: string;
  proof: ConsentProof;
}

/**
 * When an opt-out counts of which WhatsApp tells the whole second: at its end, unless that is still to come. In doubt a contact's no
 * is its later word.
 */
export const momentOfOptOut = (toldAt: number, now: number): number => Math.min(toldAt + 999, now);

/** An opt-out acts on all runs of the contact at once. */
export class OptOuts {
  constructor(private readonly endings: Endings) {}

  /**
   * Withdraws consent with its proof and ends every live run but the one that confirms it. A contact that has given consent since is left alone: the word
   * came late. Says whether it counted. Under the contact's lock.
   */
  async optOut(work: Work, word: ConsentWord & { live?: readonly Run[] }): Promise<boolean> {
    const { workspaceId, contactId, proof } = word;
    if (await hasConsentedSince(work.tx, contactId, proof.at)) return false;
    if (await withdrawConsent(work.tx, contactId, proof)) await this.tell(work, word, 'withdrawn');
    const live = word.live ?? (await liveRunsOf(work.tx, workspaceId, contactId));
    for (const run of live.filter(({ automationId }) => automationId !== optOutConfirmationIdOf(workspaceId))) {
      const fact = { kind: 'exit', at: work.now, reason: 'opted_out', because: proof.via } as const;
      await this.endings.endAndRing(work, run, { fact, about: contactId });
    }
    return true;
  }

  /** Records consent with its proof, unless the contact has withdrawn it since. Says whether it is new. Under the contact's lock. */
  async optIn(work: Work, word: ConsentWord): Promise<boolean> {
    const isNew = await giveConsent(work.tx, word.contactId, word.proof);
    if (isNew) await this.tell(work, word, 'given');
    return isNew;
  }

  private async tell(
    work: Work,
    { workspaceId, contactId, proof }: ConsentWord,
    marketing: 'given' | 'withdrawn',
  ): Promise<void> {
    const { via, messageId } = proof;
    const about = { workspaceId, at: work.now, occurrence: `${contactId}/${marketing}/${via}/${proof.at}` };
    const shown = { at: new Date(proof.at).toISOString(), ...(messageId !== undefined && { messageId }) };
    await emit(work.tx, [
      outboundEvent('contact.consent_changed', { contactId, marketing, via, proof: shown }, about),
      ...(marketing === 'withdrawn' ? [outboundEvent('contact.opted_out', { contactId, via }, about)] : []),
    ]);
  }
}
