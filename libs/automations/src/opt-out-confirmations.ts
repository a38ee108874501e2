import { confirmationIn, confirmingOptOuts, type OptOutConfirmation, type Problem } from '@threadline/automation';
import { optOutConfirmationIdOf } from '@threadline/contracts';
import {
  countSlugs,
  findAutomation,
  inTransaction,
  insertAutomation,
  lockAutomation,
  saveDraft,
  templateNamed,
  type Automation,
  type Tx,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { problemsOf, readDefinition } from './definitions.js';
import { ConfirmationRefused } from './errors.js';
import type { Publishing } from './publishing.js';
import { numbered, slugOf } from './slug.js';

/**
 * The setting of a workspace by which template opt-outs are confirmed. The setting is an automation with an id of its own: a
 * confirmation is a run like any other, sent effectively once and explained by its timeline.
 */
export class OptOutConfirmations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publishing: Pick<Publishing, 'publish' | 'disable'>,
  ) {}

  /** By which template opt-outs are confirmed; undefined when they are not. */
  async of(workspaceId: string): Promise<OptOutConfirmation | undefined> {
    const kept = await keptIn(this.dataSource.manager, workspaceId);
    return kept?.state === 'enabled' ? confirmationIn(readDefinition(kept.draft)) : undefined;
  }

  /** Opt-outs are confirmed by this template from now on; without one no more. Throws ConfirmationRefused. */
  async change(workspaceId: string, by: OptOutConfirmation | null): Promise<void> {
    const named = { workspaceId, id: optOutConfirmationIdOf(workspaceId) };
    if (by) {
      await inTransaction(this.dataSource, (tx) => keep(tx, workspaceId, by));
      await this.publishing.publish(named);
    } else if (await this.of(workspaceId)) await this.publishing.disable(named);
  }
}

const keptIn = (tx: Tx, workspaceId: string): Promise<Automation | undefined> =>
  findAutomation(tx, workspaceId, optOutConfirmationIdOf(workspaceId));

/** Makes it the draft of the workspace's confirming automation, which is created when there is none. */
async function keep(tx: Tx, workspaceId: string, by: OptOutConfirmation): Promise<void> {
  const definition = confirmingOptOuts(by);
  await refuseUnusable(tx, workspaceId, by);
  const { name } = definition;
  const draft = { id: optOutConfirmationIdOf(workspaceId), workspaceId, name, publishWhenApproved: false };
  const slug = slugOf(name);
  for (let number = 1 + (await countSlugs(tx, workspaceId, slug)); !(await keptIn(tx, workspaceId)); number++)
    await insertAutomation(tx, { ...draft, draft: definition, slug: numbered(slug, number) });
  await lockAutomation(tx, workspaceId, draft.id);
  const kept = await keptIn(tx, workspaceId);
  await saveDraft(tx, { ...draft, definition, revision: kept?.draftRevision ?? 0 });
}

/** Throws ConfirmationRefused. A confirmation that might not go out at once is none, so whatever is said against it counts. */
async function refuseUnusable(tx: Tx, workspaceId: string, by: OptOutConfirmation): Promise<void> {
  const template = await templateNamed(tx, workspaceId, { name: by.template, language: by.language });
  const found = await problemsOf(tx, { workspaceId }, confirmingOptOuts(by));
  const problems = template?.category === 'marketing' ? [...found, marketing(by)] : found;
  if (problems.length === 0) return;
  throw new ConfirmationRefused(problems.map((problem) => ({ ...problem, path: '/optOutConfirmation/template' })));
}

const marketing = ({ template }: OptOutConfirmation): Problem => ({
  severity: 'error',
  code: 'template_is_marketing',
  path: '',
  message: `template "${template}" is marketing, which nobody gets who has opted out`,
  fix: 'Use a template of the category utility.',
});
