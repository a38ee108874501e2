import type { Problem } from '@threadline/automation';
import { optOutConfirmationIdOf } from '@threadline/contracts';
import {
  automationsPage,
  countSlugs,
  findAutomation,
  inTransaction,
  insertAutomation,
  lockAutomation,
  saveDraft,
  versionsOf,
  type Automation,
  type Page,
  type PageRequest,
  type Tx,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { problemsOf, readDefinition } from './definitions.js';
import { AutomationNotFound, KeptBySetting, StaleDraft } from './errors.js';
import { numbered, slugOf } from './slug.js';

/** An automation with what is wrong with its draft. */
export type CheckedAutomation = Automation & { problems: Problem[] };

/** An automation with its published versions, latest first. */
export type AutomationHistory = CheckedAutomation & { versions: { version: number; publishedAt: Date }[] };

/** Drafts of automations: a definition that holds to the schema is kept, whatever else is wrong with it. */
export class Automations {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps a definition as a new draft, to be published by itself when asked to. Throws InvalidDefinition. */
  async create(
    workspaceId: string,
    definition: unknown,
    { publishWhenApproved = false }: { publishWhenApproved?: boolean } = {},
  ): Promise<CheckedAutomation> {
    const { name } = readDefinition(definition);
    return inTransaction(this.dataSource, async (tx) => {
      const id = v7();
      const slug = slugOf(name);
      let number = (await countSlugs(tx, workspaceId, slug)) + 1;
      const draft = { id, workspaceId, name, draft: definition, publishWhenApproved };
      while (!(await insertAutomation(tx, { ...draft, slug: numbered(slug, number) }))) number++;
      return this.checked(tx, workspaceId, id);
    });
  }

  list(workspaceId: string, page: PageRequest): Promise<Page<Omit<Automation, 'draft'>>> {
    return automationsPage(this.dataSource.manager, workspaceId, page);
  }

  /** Throws AutomationNotFound. */
  async get(workspaceId: string, id: string): Promise<AutomationHistory> {
    const tx = this.dataSource.manager;
    return { ...(await this.checked(tx, workspaceId, id)), versions: await versionsOf(tx, id) };
  }

  /** Replaces the draft that was seen at `revision`. Throws AutomationNotFound, InvalidDefinition, KeptBySetting, StaleDraft. */
  async update(
    workspaceId: string,
    id: string,
    {
      definition,
      revision,
      publishWhenApproved = false,
    }: { definition: unknown; revision: number; publishWhenApproved?: boolean },
  ): Promise<CheckedAutomation> {
    const { name } = readDefinition(definition);
    return inTransaction(this.dataSource, async (tx) => {
      if (id === optOutConfirmationIdOf(workspaceId)) throw new KeptBySetting();
      await lockAutomation(tx, workspaceId, id);
      const current = await existing(tx, workspaceId, id);
      if (!(await saveDraft(tx, { workspaceId, id, revision, name, definition, publishWhenApproved })))
        throw new StaleDraft(revision, current.draftRevision);
      return this.checked(tx, workspaceId, id);
    });
  }

  /** Everything that is wrong with a draft. Throws AutomationNotFound. */
  async validate(workspaceId: string, id: string): Promise<Problem[]> {
    return (await this.checked(this.dataSource.manager, workspaceId, id)).problems;
  }

  /** Everything that is wrong with a definition that need not be kept anywhere. */
  validateDefinition(workspaceId: string, definition: unknown): Promise<Problem[]> {
    return problemsOf(this.dataSource.manager, { workspaceId }, definition);
  }

  private async checked(tx: Tx, workspaceId: string, id: string): Promise<CheckedAutomation> {
    const automation = await existing(tx, workspaceId, id);
    return { ...automation, problems: await problemsOf(tx, { workspaceId, automationId: id }, automation.draft) };
  }
}

/** Throws AutomationNotFound. */
export async function existing(tx: Tx, workspaceId: string, id: string): Promise<Automation> {
  const automation = await findAutomation(tx, workspaceId, id);
  if (!automation) throw new AutomationNotFound(id);
  return automation;
}
