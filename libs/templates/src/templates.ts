import {
  deleteDraftTemplate,
  findTemplate,
  firstNumberOf,
  recordSubmission,
  reserveTemplate,
  templatesPage,
  type Page,
  type PageRequest,
  type Template,
} from '@threadline/persistence';
import type { CreateTemplateAnswer, ListedTemplate, WhatsAppClient } from '@threadline/whatsapp';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { NoNumber, TemplateExists, TemplateNotFound, TemplateRefused, WhatsAppUnavailable } from './errors.js';
import { bodyTextOf, type CreateTemplate } from './new-template.js';
import { categoryOf, statusOf } from './template-status.js';
import { formatOf, variablesOf } from './template-text.js';

type Refusal = Extract<CreateTemplateAnswer, { outcome: 'rejected' }>['error'];
type Confirmed = Pick<ListedTemplate, 'id' | 'status' | 'category'> & { components: CreateTemplate['components'] };

/** Subcode of error 100: the account has a template of this name and language. */
const existsAlready = 2_388_024;
/** An account has 6,000 templates at most. */
const mostPages = 60;

/** Templates of a workspace. What is created here is created at WhatsApp first; its reviews come by webhook. */
export class Templates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly whatsapp: Pick<WhatsAppClient, 'createTemplate' | 'listTemplates'>,
  ) {}

  /**
   * Creates a template at WhatsApp, where its review begins. It is kept as a draft before the call, so that a review that is
   * quicker than the answer finds it. Throws NoNumber, TemplateExists, TemplateRefused, WhatsAppUnavailable.
   */
  async create(workspaceId: string, template: CreateTemplate): Promise<Template> {
    const tx = this.dataSource.manager;
    const number = await firstNumberOf(tx, workspaceId);
    if (!number) throw new NoNumber();
    const { wabaId } = number;
    const variables = variablesOf(bodyTextOf(template.components));
    const id = await reserveTemplate(tx, { ...template, id: v7(), workspaceId, wabaId, variables });
    if (id === undefined) throw new TemplateExists(template.name, template.language);
    const confirmed = await this.submit(id, wabaId, template);
    await recordSubmission(tx, {
      id,
      providerId: confirmed.id,
      status: statusOf(confirmed.status),
      category: categoryOf(confirmed.category) ?? template.category,
      components: confirmed.components,
      variables: variablesOf(bodyTextOf(confirmed.components)),
    });
    return this.get(workspaceId, id);
  }

  list(workspaceId: string, page: PageRequest): Promise<Page<Template>> {
    return templatesPage(this.dataSource.manager, workspaceId, page);
  }

  /** Throws TemplateNotFound. */
  async get(workspaceId: string, id: string): Promise<Template> {
    const template = await findTemplate(this.dataSource.manager, workspaceId, id);
    if (!template) throw new TemplateNotFound(id);
    return template;
  }

  private async submit(id: string, wabaId: string, template: CreateTemplate): Promise<Confirmed> {
    const { name, language, components } = template;
    const parameterFormat = formatOf(variablesOf(bodyTextOf(components)));
    const category = template.category.toUpperCase() as Uppercase<CreateTemplate['category']>;
    const given = { name, language, category, components, ...(parameterFormat && { parameterFormat }) };
    const answer = await this.whatsapp.createTemplate(wabaId, given);
    switch (answer.outcome) {
      case 'created':
        return { ...answer, components };
      case 'rejected':
        return this.rejected(id, wabaId, { template, error: answer.error });
      case 'unreachable':
        await this.forget(id);
        throw new WhatsAppUnavailable('WhatsApp cannot be reached; nothing was created');
      case 'unknown':
        throw new WhatsAppUnavailable('WhatsApp did not say whether it took the template; send it again to find out');
    }
  }

  /** A name that the account has already is most likely ours, from a call whose answer was lost. */
  private async rejected(
    id: string,
    wabaId: string,
    { template, error }: { template: CreateTemplate; error: Refusal },
  ): Promise<Confirmed> {
    const found = error.subcode === existsAlready ? await this.find(wabaId, template) : undefined;
    if (found) return found;
    await this.forget(id);
    const words = `WhatsApp: ${error.words}${error.details === undefined ? '' : ` (${error.details})`}`;
    throw error.class === 'final' ? new TemplateRefused(words) : new WhatsAppUnavailable(words);
  }

  private async find(wabaId: string, { name, language }: CreateTemplate): Promise<ListedTemplate | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const answer = await this.whatsapp.listTemplates(wabaId, cursor);
      if (answer.outcome !== 'listed')
        throw new WhatsAppUnavailable('WhatsApp has the template, but cannot be asked for it');
      const found = answer.templates.find((template) => template.name === name && template.language === language);
      if (found || answer.next === undefined) return found;
      cursor = answer.next;
    }
    return undefined;
  }

  private forget(id: string): Promise<void> {
    return deleteDraftTemplate(this.dataSource.manager, id);
  }
}
