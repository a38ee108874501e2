import { z } from 'zod';
import { readAs, type GraphAnswer, type NoAnswer } from '../graph/graph-call.js';
import { ListedTemplate } from './template.js';

/** What became of a new template; `status` is usually `PENDING`, `category` is the one WhatsApp chose. */
export type CreateTemplateAnswer = { outcome: 'created'; id: string; status: string; category: string } | NoAnswer;

/** A page of templates; `next` is the cursor of the following one. */
export type ListTemplatesAnswer = { outcome: 'listed'; templates: ListedTemplate[]; next?: string } | NoAnswer;

const Created = z.object({ id: z.string().min(1), status: z.string(), category: z.string() });

const Listed = z.object({
  data: z.array(ListedTemplate),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});

/** What became of a change of a template. */
export type ChangeTemplateAnswer = { outcome: 'changed' } | NoAnswer;

export function changeTemplateAnswer(answer: GraphAnswer): ChangeTemplateAnswer {
  const changed = readAs(answer, z.object({ success: z.literal(true) }));
  return changed.outcome === 'read' ? { outcome: 'changed' } : changed;
}

export function createTemplateAnswer(answer: GraphAnswer): CreateTemplateAnswer {
  const created = readAs(answer, Created);
  return created.outcome === 'read' ? { outcome: 'created', ...created.body } : created;
}

/** The last page has cursors too, but no `next`. https://developers.facebook.com/docs/graph-api/results */
export function listTemplatesAnswer(answer: GraphAnswer): ListTemplatesAnswer {
  const listed = readAs(answer, Listed);
  if (listed.outcome !== 'read') return listed;
  const { data, paging } = listed.body;
  const after = paging?.next === undefined ? undefined : paging.cursors?.after;
  return { outcome: 'listed', templates: data, ...(after !== undefined && { next: after }) };
}
