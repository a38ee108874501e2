import type { ContactReference, Identity } from '@threadline/contracts';
import { emit, lockContactOf, type MergedContacts } from '@threadline/persistence';
import { contactCreated, outboundEvent, runEvent } from '../outbound-events.js';
import { oweRing } from '../temporal/owing.js';
import type { Work } from '../work.js';

/** Who is meant by a reference, in the workspace. */
export interface Meant {
  workspaceId: string;
  reference: ContactReference;
  /** Further identities of the same person. */
  more?: readonly Identity[];
}

/**
 * Finds, creates or merges the contact that is meant, locks it, and tells the world what came of it. Throws UnknownContact or
 * UnknownWorkspace for an id that does not exist.
 */
export async function lockKnownContact(
  work: Work,
  { workspaceId, reference, more }: Meant,
): Promise<{ contactId: string; created: boolean }> {
  const { contactId, created, merged } = await lockContactOf(work.tx, workspaceId, reference, more);
  if (created) await emit(work.tx, [contactCreated(contactId, { workspaceId, at: work.now })]);
  if (merged) await tellMerged(work, workspaceId, merged);
  return { contactId, created };
}

/** The workflows of runs that were disarmed learn it now; those of the others go on as if nothing had happened. */
async function tellMerged(
  work: Work,
  workspaceId: string,
  { contactId, mergedIds, disarmed }: MergedContacts,
): Promise<void> {
  const about = { workspaceId, at: work.now, occurrence: [contactId, ...mergedIds].join('/') };
  await emit(work.tx, [
    outboundEvent('contact.merged', { contactId, mergedIds }, about),
    ...disarmed.map((run) => runEvent('run.disarmed', run, { at: work.now, data: {} })),
  ]);
  for (const run of disarmed) await oweRing(work, run, { signal: 'exitRequested', about: contactId });
}
