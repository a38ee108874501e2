import { runIdOf } from '@threadline/contracts';
import { appendTrail, liveRunsOf, putEventIfHeard, type Run } from '@threadline/persistence';
import type { Catalog, PublishedVersion } from '../../catalog/catalog.js';
import type { Endings } from '../../ending/endings.js';
import type { Candidate, Entered, Entries } from '../../entering/entries.js';
import type { Work } from '../../work.js';
import type { RunRequest } from './changing.js';
import { startNews } from './starter.js';

type Start = Extract<RunRequest, { kind: 'start' }>;
type Stop = Extract<RunRequest, { kind: 'stop' }>;

/** Does to runs what a written decision asked for, in its order, in the same transaction. */
export class RunRequests {
  constructor(
    private readonly catalog: Catalog,
    private readonly parts: { endings: Endings; entries: Entries },
  ) {}

  /** Under the contact's lock. The asking run itself may be among those that end. */
  async fulfil(work: Work, asker: Run, requests: readonly RunRequest[]): Promise<void> {
    for (const request of requests) {
      if (request.kind === 'start') await this.start(work, asker, request);
      else await this.stop(work, asker, request);
    }
  }

  private async start(work: Work, starter: Run, start: Start): Promise<void> {
    const all = await this.catalog.enabledIn(work.tx, starter.workspaceId);
    const published = all.find(({ slug }) => slug === start.automation);
    if (!published) {
      const detail = `there is no enabled automation "${start.automation}"`;
      await tellOutcome(work, starter, {
        start,
        entered: { outcome: 'refused', reason: 'unknown_automation', detail },
      });
      return;
    }
    const candidate = candidateOf(work, { starter, start, published });
    const entered = await this.parts.entries.enterNow(work, candidate);
    await tellOutcome(work, starter, { start, entered, runId: candidate.id });
  }

  private async stop(work: Work, asker: Run, { which, reason, because }: Stop): Promise<void> {
    const live = await liveRunsOf(work.tx, asker.workspaceId, asker.contactId);
    const fact = { kind: 'exit', at: work.now, reason, because } as const;
    for (const run of live.filter((each) => isMeant(each, asker, which))) {
      if (run.id === asker.id) await this.parts.endings.end(work, run, fact);
      else await this.parts.endings.endAndRing(work, run, { fact, about: asker.id });
    }
  }
}

const isMeant = (run: Run, asker: Run, which: Stop['which']) =>
  which === 'all' || (which === 'others' ? run.id !== asker.id : which.includes(run.automationSlug));

/** By the automation's `manual` trigger, else by its first one. */
function candidateOf(
  work: Work,
  { starter, start, published }: { starter: Run; start: Start; published: PublishedVersion },
): Candidate {
  const { triggers } = published.definition;
  const triggerId = (triggers.find(({ type }) => String(type) === 'manual') ?? triggers[0])?.id ?? '';
  const { stepId, turn } = start;
  const cause = `${starter.id}/${stepId}/${turn}`;
  return {
    id: runIdOf(published.automationId, triggerId, cause),
    workspaceId: starter.workspaceId,
    automationId: published.automationId,
    automationSlug: published.slug,
    version: published.version,
    contactId: starter.contactId,
    triggerId,
    key: '',
    triggerEvent: {
      type: 'manual',
      id: cause,
      time: work.now,
      data: { automation: starter.automationSlug, runId: starter.id },
    },
    causationDepth: starter.causationDepth + 1,
    startedBy: { runId: starter.id, stepId, turn },
  };
}

/** The outcome goes on the starter's timeline and, if its step listens, into its inbox. A repeat was told before. */
async function tellOutcome(
  work: Work,
  starter: Run,
  { start, entered, runId }: { start: Start; entered: Entered; runId?: string },
): Promise<void> {
  if (entered.outcome === 'repeated') return;
  const { automation, stepId, turn } = start;
  if (entered.outcome === 'held') {
    const why = `the contact does not enter "${automation}" yet: ${entered.detail}`;
    await appendTrail(work.tx, starter.id, [
      { at: work.now, stepId, turn, what: 'automation_held', why, saw: { automation, runId } },
    ]);
    return;
  }
  const isRefused = entered.outcome === 'refused';
  const saw = { automation, ...(runId !== undefined && { runId }), ...(isRefused && { reason: entered.reason }) };
  const what = isRefused ? 'automation_refused' : 'automation_entered';
  const why = isRefused ? entered.detail : `the contact entered "${automation}"`;
  await appendTrail(work.tx, starter.id, [{ at: work.now, stepId, turn, what, why, saw }]);
  const type = isRefused ? 'automation.refused' : 'automation.entered';
  const id = `${starter.id}/${stepId}/${turn}`;
  const fact = startNews(type, { id, at: work.now, data: { stepId, turn, ...saw } });
  await putEventIfHeard(work.tx, starter.id, fact);
}
