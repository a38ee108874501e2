import { evaluate, scheduleEvent, type ScheduleTrigger } from '@threadline/automation';
import { runIdOf, type EnterScheduledInput, type EntryPage } from '@threadline/contracts';
import { audiencePage, loadWorld } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog, PublishedVersion } from '../catalog/catalog.js';
import type { Work, Workbench } from '../work.js';
import type { Candidate } from './entries.js';
import type { Called, PageEntries } from './page-entries.js';

const pageSize = 200;

/** Lets a schedule's audience enter, a page of contacts at a time and in the order of their ids. */
export class ScheduledEntries {
  constructor(
    private readonly workbench: Workbench,
    private readonly parts: { catalog: Catalog; pages: PageEntries },
  ) {}

  /**
   * The audience is narrowed by the database, and judged for each contact under its lock. A contact has one run for an occasion,
   * whatever is repeated and however audience and version change meanwhile. What is not published any more lets nobody enter.
   */
  async enterPage(input: EnterScheduledInput, now: number): Promise<EntryPage> {
    const page = await this.workbench.run(now, (work) => this.page(work, input));
    const { entered, refused } = await this.parts.pages.enter(page, now);
    const last = page.length < pageSize ? undefined : page.at(-1);
    return { entered, refused, ...(last && { cursor: last.contactId }) };
  }

  private async page({ tx }: Work, input: EnterScheduledInput): Promise<Called[]> {
    const published = await this.parts.catalog.enabledIn(tx, input.workspaceId);
    const version = published.find(({ automationId }) => automationId === input.automationId);
    const trigger = version?.definition.triggers.find(({ id }) => id === input.triggerId);
    if (!version || trigger?.type !== 'schedule') return [];
    const { workspaceId, cursor: after } = input;
    const ids = await audiencePage(tx, { workspaceId, audience: trigger.audience, after, limit: pageSize });
    return ids.map((contactId) => {
      const candidate = candidateOf(input, { version, trigger, contactId });
      return { contactId, runId: candidate.id, candidate: (work) => this.judge(work, candidate, trigger) };
    });
  }

  private async judge(work: Work, candidate: Candidate, { audience }: ScheduleTrigger): Promise<Candidate | undefined> {
    const world = await loadWorld(work.tx, { ...candidate, enteredAt: work.now });
    const { holds } = think(() => evaluate(audience, { world, results: {}, now: work.now }));
    return holds ? candidate : undefined;
  }
}

function candidateOf(
  { workspaceId, automationId, occasion }: EnterScheduledInput,
  about: { version: PublishedVersion; trigger: ScheduleTrigger; contactId: string },
): Candidate {
  const { version, trigger, contactId } = about;
  return {
    id: runIdOf(automationId, trigger.id, `${contactId}/${occasion}`),
    workspaceId,
    automationId,
    automationSlug: version.slug,
    version: version.version,
    contactId,
    triggerId: trigger.id,
    key: '',
    triggerEvent: scheduleEvent(trigger, Date.parse(occasion)),
    causationDepth: 0,
  };
}
