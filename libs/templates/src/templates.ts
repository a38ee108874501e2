import {
  deleteDraftTemplate,
  findTemplate,
  firstNumberOf,
  inTransaction,
  lockTemplate,
  markTemplateDeleted,
  nameLockOf,
  recordSubmission,
  reserveTemplate,
  rewriteTemplate,
  templateNamed,
  templatesPage,
  type Page,
  type PageRequest,
  type Template,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { NothingDone, TemplatesAtWhatsApp, type TemplateApi } from './at-whatsapp.js';
import { NoNumber, TemplateExists, TemplateNameLocked, TemplateNotFound } from './errors.js';
import { bodyTextOf, type CreateTemplate } from './new-template.js';
import { editsWith, nameLockAfter, refuseUnless } from './template-life.js';
import { categoryOf, statusOf } from './template-status.js';
import { variablesOf } from './template-text.js';

/** What an edit gives a template. Left out, it keeps what it has. */
export type EditTemplate = Partial<Pick<CreateTemplate, 'category' | 'components'>>;

/** Which template of which workspace. */
export interface NamedTemplate {
  workspaceId: string;
  id: string;
}

/** Templates of a workspace. Their reviews come by webhook and by synchronisation. */
export class Templates {
  private readonly atWhatsApp: TemplatesAtWhatsApp;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    api: TemplateApi,
  ) {
    this.atWhatsApp = new TemplatesAtWhatsApp(api);
  }

  /** Keeps a template as a draft that WhatsApp does not know. Throws NoNumber, TemplateExists, TemplateNameLocked. */
  async draft(workspaceId: string, template: CreateTemplate): Promise<Template> {
    return this.get({ workspaceId, id: await this.reserve(workspaceId, template) });
  }

  /**
   * Creates a template at WhatsApp, where its review begins. It is kept as a draft before the call, so that a review that is
   * quicker than the answer finds it. Throws NoNumber, TemplateExists, TemplateNameLocked, TemplateRefused, WhatsAppUnavailable.
   */
  async create(workspaceId: string, template: CreateTemplate): Promise<Template> {
    const id = await this.reserve(workspaceId, template);
    try {
      return await this.give({ workspaceId, id });
    } catch (error) {
      if (error instanceof NothingDone) await deleteDraftTemplate(this.dataSource.manager, id);
      throw plain(error);
    }
  }

  /** The same, unless the workspace has it already with the same components: then that one. */
  async ensure(workspaceId: string, template: CreateTemplate): Promise<Template> {
    const known = await templateNamed(this.dataSource.manager, workspaceId, template);
    const isSame = known && known.status !== 'draft' && isDeepStrictEqual(known.components, template.components);
    return isSame ? known : this.create(workspaceId, template);
  }

  /** Gives a draft to WhatsApp for review. Throws TemplateNotFound, TemplateLocked, TemplateRefused, WhatsAppUnavailable. */
  async submit(named: NamedTemplate): Promise<Template> {
    try {
      return await this.give(named);
    } catch (error) {
      throw plain(error);
    }
  }

  /**
   * Changes a draft, or what an approved or paused template says: that one is reviewed again, and is not sent meanwhile. Throws
   * TemplateNotFound, TemplateLocked, EditedTooOften, TemplateRefused, WhatsAppUnavailable.
   */
  async edit(named: NamedTemplate, edit: EditTemplate): Promise<Template> {
    const before = await this.get(named);
    const { providerId } = before;
    const after = { ...contentOf(before), ...edit };
    const variables = variablesOf(bodyTextOf(after.components));
    const edits = await this.rewrite(before, { ...after, variables });
    if (before.status === 'draft' || providerId === null) return this.get(named);
    try {
      await this.atWhatsApp.edit({ wabaId: before.wabaId, id: providerId }, after);
    } catch (error) {
      if (error instanceof NothingDone) await this.restore(before, edits);
      throw plain(error);
    }
    return this.get(named);
  }

  /** A new draft with what another template says. Throws TemplateNotFound, NoNumber, TemplateExists, TemplateNameLocked. */
  async copy(named: NamedTemplate, as: { name: string; language?: string | undefined }): Promise<Template> {
    const content = contentOf(await this.get(named));
    return this.draft(named.workspaceId, { ...content, name: as.name, language: as.language ?? content.language });
  }

  /**
   * Deletes a template, at WhatsApp too. Returns it as it was. Throws TemplateNotFound, TemplateLocked, TemplateRefused,
   * WhatsAppUnavailable.
   */
  async remove(named: NamedTemplate): Promise<Template> {
    const template = await this.get(named);
    const { id, name, status, wabaId, providerId } = template;
    refuseUnless('delete', status);
    try {
      if (providerId !== null) await this.atWhatsApp.remove(wabaId, { name, id: providerId });
    } catch (error) {
      throw plain(error);
    }
    const now = this.clock.now();
    await markTemplateDeleted(this.dataSource.manager, id, { now, lockedUntil: nameLockAfter(now, status) });
    return template;
  }

  list(workspaceId: string, page: PageRequest): Promise<Page<Template>> {
    return templatesPage(this.dataSource.manager, workspaceId, page);
  }

  /** Throws TemplateNotFound. */
  async get({ workspaceId, id }: NamedTemplate): Promise<Template> {
    const template = await findTemplate(this.dataSource.manager, workspaceId, id);
    if (!template) throw new TemplateNotFound(id);
    return template;
  }

  private async give(named: NamedTemplate): Promise<Template> {
    const template = await this.get(named);
    refuseUnless('submit', template.status);
    const confirmed = await this.atWhatsApp.submit(template.wabaId, contentOf(template));
    await recordSubmission(this.dataSource.manager, {
      id: template.id,
      providerId: confirmed.id,
      status: statusOf(confirmed.status),
      category: categoryOf(confirmed.category) ?? template.category,
      components: confirmed.components,
      variables: variablesOf(bodyTextOf(confirmed.components)),
    });
    return this.get(named);
  }

  private async reserve(workspaceId: string, template: CreateTemplate): Promise<string> {
    const tx = this.dataSource.manager;
    const number = await firstNumberOf(tx, workspaceId);
    if (!number) throw new NoNumber();
    const variables = variablesOf(bodyTextOf(template.components));
    const id = await reserveTemplate(tx, { ...template, id: v7(), workspaceId, wabaId: number.wabaId, variables });
    if (id !== undefined) return id;
    const lockedUntil = await nameLockOf(tx, { workspaceId, ...template });
    if (lockedUntil) throw new TemplateNameLocked(template.name, lockedUntil);
    throw new TemplateExists(template.name, template.language);
  }

  /** Returns the edits that counted before. */
  private rewrite(
    { id }: Template,
    content: Pick<Template, 'category' | 'components' | 'variables'>,
  ): Promise<number[]> {
    return inTransaction(this.dataSource, async (tx) => {
      const row = await lockTemplate(tx, id);
      if (!row) throw new TemplateNotFound(id);
      refuseUnless('edit', row.status);
      const isDraft = row.status === 'draft';
      const edits = row.status === 'approved' ? editsWith(this.clock.now(), row.edits) : row.edits;
      await rewriteTemplate(tx, id, { ...content, status: isDraft ? 'draft' : 'pending', edits });
      return row.edits;
    });
  }

  /** WhatsApp refused the edit: the template is as it was, unless a webhook has moved it meanwhile. */
  private restore(before: Template, edits: number[]): Promise<void> {
    return inTransaction(this.dataSource, async (tx) => {
      const row = await lockTemplate(tx, before.id);
      if (row) {
        const status = row.status === 'pending' ? before.status : row.status;
        await rewriteTemplate(tx, before.id, { ...before, status, edits });
      }
    });
  }
}

const plain = (error: unknown) => (error instanceof NothingDone ? error.problem : error);

const contentOf = ({ name, language, category, components }: Template): CreateTemplate => ({
  name,
  language,
  category,
  components: components as CreateTemplate['components'],
});
