import type { Change } from '@threadline/automation';
import type { OutboundEvent } from '@threadline/contracts';
import { addTags, type Run } from '@threadline/persistence';
import { outboundEvent } from '../outbound-events.js';
import type { Work } from '../work.js';

/** Writes what a decision changes of the contact. Returns the events that tell of it; what was so already tells nothing. */
export async function applyChanges(work: Work, run: Run, changes: readonly Change[]): Promise<OutboundEvent[]> {
  const tags = changes.flatMap((change) => (change.kind === 'tag_added' ? [change.tag] : []));
  const added = await addTags(work.tx, run.contactId, tags);
  return added.map((tag) =>
    outboundEvent(
      'contact.tag_added',
      { contactId: run.contactId, tag },
      {
        workspaceId: run.workspaceId,
        at: work.now,
        causationDepth: run.causationDepth + 1,
        occurrence: `${run.id}/${run.revision}/${tag}`,
      },
    ),
  );
}
