import { z } from 'zod';
import type { GraphAnswer, NoAnswer } from '../graph/graph-call.js';
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

export function createTemplateAnswer(answer: GraphAnswer): CreateTemplateAnswer {
  if (answer.outcome !== 'answered') return answer;
  const created = Created.safeParse(answer.body);
  return created.success ? { outcome: 'created', ...created.data } : unreadable;
}

/** The last page has cursors too, but no `next`. https://developers.facebook.com/docs/graph-api/results */
export function listTemplatesAnswer(answer: GraphAnswer): ListTemplatesAnswer {
  if (answer.outcome !== 'answered') return answer;
  const listed = Listed.safeParse(answer.body);
  if (!listed.success) return unreadable;
  const { data, paging } = listed.data;
  const after = paging?.next === undefined ? undefined : paging.cursors?.after;
  return { outcome: 'listed', templates: data, ...(after !== undefined && { next: after }) };
}

const unreadable: NoAnswer = { outcome: 'unknown', detail: 'the answer is not of the documented form' };
