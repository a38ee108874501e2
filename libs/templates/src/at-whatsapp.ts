import type { Template } from '@threadline/persistence';
import type { ListedTemplate, NoAnswer, TemplateEdit, WhatsAppClient } from '@threadline/whatsapp';
import { TemplateRefused, WhatsAppUnavailable } from './errors.js';
import { bodyTextOf, type CreateTemplate } from './new-template.js';
import { formatOf, variablesOf } from './template-text.js';

/** What templates ask of WhatsApp. */
export type TemplateApi = Pick<WhatsAppClient, 'createTemplate' | 'editTemplate' | 'deleteTemplate' | 'listTemplates'>;

/** A template as WhatsApp has it now, in WhatsApp's words. */
export type Confirmed = Pick<ListedTemplate, 'id' | 'status' | 'category'> & {
  components: CreateTemplate['components'];
};

type Rejected = Extract<NoAnswer, { outcome: 'rejected' }>['error'];

/** Subcode of error 100: the account has a template of this name and language. */
const existsAlready = 2_388_024;
/** An account has 6,000 templates at most. */
const mostPages = 60;

/** WhatsApp did nothing of what it was asked. */
export class NothingDone extends Error {
  constructor(readonly problem: TemplateRefused | WhatsAppUnavailable) {
    super(problem.message);
  }
}

/** Templates on WhatsApp's side. What went wrong there is thrown, as {@link NothingDone} when it is certain that nothing was done. */
export class TemplatesAtWhatsApp {
  constructor(private readonly api: TemplateApi) {}

  /** Submits a template. One that the account has already is most likely ours, from a call whose answer was lost. */
  async submit(wabaId: string, template: CreateTemplate): Promise<Confirmed> {
    const { name, language, components } = template;
    const parameterFormat = formatOf(variablesOf(bodyTextOf(components)));
    const category = shout(template.category);
    const given = { name, language, category, components, ...(parameterFormat && { parameterFormat }) };
    const answer = await this.api.createTemplate(wabaId, given);
    if (answer.outcome === 'created') return { ...answer, components };
    const isTaken = answer.outcome === 'rejected' && answer.error.subcode === existsAlready;
    const found = isTaken ? await this.find(wabaId, template) : undefined;
    if (found) return found;
    throw problemOf(answer, 'WhatsApp did not say whether it took the template; send it again to find out');
  }

  /** Replaces what an approved or paused template says; it is reviewed again. */
  async edit(
    template: { wabaId: string; id: string },
    { components, category }: Pick<Template, 'category'> & Pick<TemplateEdit, 'components'>,
  ) {
    const answer = await this.api.editTemplate(template.wabaId, template.id, { components, category: shout(category) });
    if (answer.outcome !== 'changed')
      throw problemOf(answer, 'WhatsApp did not say whether it took the change; synchronise the templates to find out');
  }

  async remove(wabaId: string, template: { name: string; id: string }): Promise<void> {
    const answer = await this.api.deleteTemplate(wabaId, template);
    if (answer.outcome !== 'changed')
      throw problemOf(answer, 'WhatsApp did not say whether it deleted the template; delete it again to find out');
  }

  /** Every template of an account. */
  async list(wabaId: string): Promise<ListedTemplate[]> {
    const listed: ListedTemplate[] = [];
    for await (const page of this.pages(wabaId)) listed.push(...page);
    return listed;
  }

  private async find(wabaId: string, { name, language }: CreateTemplate): Promise<ListedTemplate | undefined> {
    for await (const page of this.pages(wabaId)) {
      const found = page.find((template) => template.name === name && template.language === language);
      if (found) return found;
    }
    return undefined;
  }

  private async *pages(wabaId: string): AsyncGenerator<ListedTemplate[]> {
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const answer = await this.api.listTemplates(wabaId, cursor);
      if (answer.outcome !== 'listed') throw new WhatsAppUnavailable('WhatsApp cannot be asked for its templates');
      yield answer.templates;
      if (answer.next === undefined) return;
      cursor = answer.next;
    }
  }
}

const shout = (category: CreateTemplate['category']) => category.toUpperCase() as Uppercase<typeof category>;

function problemOf(answer: NoAnswer, unsure: string): Error {
  switch (answer.outcome) {
    case 'rejected':
      return new NothingDone(refusalOf(answer.error));
    case 'unreachable':
      return new NothingDone(new WhatsAppUnavailable('WhatsApp cannot be reached; nothing was done'));
    case 'unknown':
      return new WhatsAppUnavailable(unsure);
  }
}

function refusalOf(error: Rejected): TemplateRefused | WhatsAppUnavailable {
  const words = `WhatsApp: ${error.words}${error.details === undefined ? '' : ` (${error.details})`}`;
  return error.class === 'final' ? new TemplateRefused(words) : new WhatsAppUnavailable(words);
}
