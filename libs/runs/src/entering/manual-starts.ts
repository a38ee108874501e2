import { startedManually } from '@threadline/automation';
import { runIdOf, type ContactReference } from '@threadline/contracts';
import { lockKnownContact } from '../contacts/known-contact.js';
import type { Catalog, PublishedVersion } from '../catalog/catalog.js';
import type { Workbench } from '../work.js';
import type { Candidate, Entries } from './entries.js';

/** The automation is not switched on, so nothing starts it. */
export class NotEnabled extends Error {
  readonly code = 'automation_not_enabled';
}

/** The automation has no manual trigger, so only its own events start it. */
export class NoManualTrigger extends Error {
  readonly code = 'no_manual_trigger';
}

/** Somebody wants an automation started for a contact. `requestId` names the wish: the same one starts one run. */
export interface ManualStart {
  workspaceId: string;
  automationId: string;
  contact: ContactReference;
  data: Record<string, unknown>;
  requestId: string;
}

/** What came of it. A refused run is on record too. */
export type ManuallyStarted =
  | { runId: string; outcome: 'entered' }
  | { runId: string; outcome: 'held'; detail: string }
  | { runId: string; outcome: 'refused'; reason: string; detail: string };

/** Starts automations by hand: by their manual trigger and their entry rules. */
export class ManualStarts {
  constructor(
    private readonly workbench: Workbench,
    private readonly parts: { catalog: Catalog; entries: Entries },
  ) {}

  /** Throws {@link NotEnabled}, {@link NoManualTrigger}, UnknownContact. */
  start(wish: ManualStart, now: number): Promise<ManuallyStarted> {
    return this.workbench.run(now, async (work) => {
      const { workspaceId, automationId } = wish;
      const all = await this.parts.catalog.enabledIn(work.tx, workspaceId);
      const published = all.find((each) => each.automationId === automationId);
      if (!published) throw new NotEnabled('The automation is not enabled; publish or enable it first');
      const { contactId } = await lockKnownContact(work, { workspaceId, reference: wish.contact });
      const candidate = candidateOf(wish, { published, contactId, now });
      const entered = await this.parts.entries.enterNow(work, candidate);
      if (entered.outcome === 'held') return { runId: candidate.id, outcome: 'held', detail: entered.detail };
      if (entered.outcome !== 'refused') return { runId: candidate.id, outcome: 'entered' };
      const { reason, detail } = entered;
      return { runId: candidate.id, outcome: 'refused', reason, detail };
    });
  }
}

function candidateOf(
  { workspaceId, data, requestId }: ManualStart,
  { published, contactId, now }: { published: PublishedVersion; contactId: string; now: number },
): Candidate {
  const { automationId, slug, version, definition } = published;
  const trigger = definition.triggers.find(({ type }) => type === 'manual');
  if (!trigger) throw new NoManualTrigger('The automation has no trigger of the type manual; add one and publish it');
  return {
    id: runIdOf(automationId, trigger.id, requestId),
    workspaceId,
    automationId,
    automationSlug: slug,
    version,
    contactId,
    triggerId: trigger.id,
    key: '',
    triggerEvent: { type: startedManually, id: requestId, time: now, data },
    causationDepth: 0,
  };
}
