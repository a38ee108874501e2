import { GraphError } from '../graph/graph-error.js';
import { graphParse } from '../graph/graph-parse.js';
import type { Reviews } from './reviews.js';
import { checkFormat } from './template-format.js';
import { NewTemplate, TemplateEdit, type Template } from './template.js';
import type { Templates } from './templates.js';

/** A template as the API shows it. */
export interface Shown {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  parameter_format: string;
  components: unknown[];
  rejected_reason?: string;
}

interface ListInput {
  name?: string | undefined;
  status?: string | undefined;
  limit: number;
  after?: string | undefined;
}

const editable = ['APPROVED', 'REJECTED', 'PAUSED'];

/** What the template routes do. */
export class TemplatesService {
  constructor(
    private readonly templates: Templates,
    private readonly reviews: Reviews,
  ) {}

  create(wabaId: string, body: unknown): Pick<Shown, 'id' | 'status' | 'category'> {
    const asked = graphParse(NewTemplate, body);
    checkFormat(asked);
    const template = this.templates.add(wabaId, asked);
    this.reviews.begin(template);
    return { id: template.id, status: template.status, category: template.category };
  }

  /** A page; the cursor is the id of its last template. */
  list(wabaId: string, { name, status, limit, after }: ListInput): object {
    const found = this.templates
      .of(wabaId)
      .filter(
        (template) =>
          (name === undefined || template.name.includes(name)) && (status === undefined || template.status === status),
      );
    const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
    const page = found.slice(start, start + limit);
    const cursors = { before: page[0]?.id ?? '', after: page.at(-1)?.id ?? '' };
    const hasMore = start + limit < found.length;
    return {
      data: page.map(shown),
      paging: { cursors, ...(hasMore && { next: `/${wabaId}/message_templates?after=${cursors.after}` }) },
    };
  }

  get(id: string): Shown {
    return shown(this.templates.byIdOrThrow(id));
  }

  edit(id: string, body: unknown): { success: true } {
    const template = this.templates.byIdOrThrow(id);
    const edit = graphParse(TemplateEdit, body);
    if (!editable.includes(template.status))
      throw new GraphError(100, `a template that is ${template.status} cannot be edited`);
    if (template.status === 'APPROVED' && edit.category !== undefined && edit.category !== template.category) {
      throw new GraphError(100, 'the category of an approved template cannot be edited');
    }
    const edited = {
      ...template,
      category: edit.category ?? template.category,
      components: edit.components ?? template.components,
    };
    checkFormat(edited);
    Object.assign(template, { category: edited.category, components: edited.components, status: 'PENDING' });
    this.reviews.begin(template);
    return { success: true };
  }

  /** By name in all languages, or the one with the id. */
  remove(wabaId: string, { name, id }: { name: string; id?: string | undefined }): { success: true } {
    const found = this.templates
      .of(wabaId)
      .filter((template) => template.name === name && (id === undefined || template.id === id));
    if (found.length === 0) throw new GraphError(100, 'there is no such template');
    if (found.some(({ status }) => status === 'DISABLED'))
      throw new GraphError(100, 'a disabled template cannot be deleted');
    this.templates.remove(found);
    return { success: true };
  }

  unpause(id: string): { success: true } {
    const template = this.templates.byIdOrThrow(id);
    if (template.status !== 'PAUSED') throw new GraphError(100, 'the template is not paused');
    this.reviews.decide(template, { status: 'APPROVED' });
    return { success: true };
  }
}

const shown = ({
  id,
  name,
  language,
  status,
  category,
  parameter_format,
  components,
  rejectedReason,
}: Template): Shown => ({
  id,
  name,
  language,
  status,
  category,
  parameter_format,
  components,
  ...(rejectedReason !== undefined && { rejected_reason: rejectedReason }),
});
