import type { Clock } from '@threadline/platform';
import { z } from 'zod';
import type { Webhooks } from '../webhooks/webhooks.js';
import type { Template, TemplateStatus } from './template.js';
import type { Templates } from './templates.js';

/** What becomes of new templates: of one account, or of all that were told nothing. `hold` leaves them pending. */
export const ReviewRule = z.strictObject({
  wabaId: z.string().min(1).max(100).optional(),
  verdict: z.enum(['approve', 'reject', 'hold']).default('approve'),
  delayMs: z.number().int().min(0).max(3_600_000).optional(),
});
export type ReviewRule = z.infer<typeof ReviewRule>;

/** How a template is changed from WhatsApp's side. */
export interface Verdict {
  status: TemplateStatus;
  reason?: string | undefined;
  category?: Template['category'] | undefined;
}

interface ReviewParts {
  templates: Templates;
  webhooks: Webhooks;
  clock: Clock;
  delayMs: number;
}

/** WhatsApp's review of templates: decides after a while and tells by webhook. */
export class Reviews {
  private readonly rules = new Map<string | undefined, ReviewRule>();
  private readonly pending = new Set<NodeJS.Timeout>();

  constructor(private readonly parts: ReviewParts) {}

  setRule(rule: ReviewRule): void {
    this.rules.set(rule.wabaId, rule);
  }

  /** Begins the review of a new or edited template. */
  begin(template: Template): void {
    const rule = this.rules.get(template.wabaId) ?? this.rules.get(undefined);
    if (rule?.verdict === 'hold') return;
    const verdict: Verdict =
      rule?.verdict === 'reject' ? { status: 'REJECTED', reason: 'INVALID_FORMAT' } : { status: 'APPROVED' };
    const timer = setTimeout(() => {
      this.pending.delete(timer);
      if (this.parts.templates.isKnown(template) && template.status === 'PENDING') this.decide(template, verdict);
    }, rule?.delayMs ?? this.parts.delayMs);
    this.pending.add(timer);
  }

  /** Changes a template and tells the receiver. */
  decide(template: Template, { status, reason = 'NONE', category = template.category }: Verdict): void {
    Object.assign(template, { status, category, rejectedReason: status === 'REJECTED' ? reason : undefined });
    this.parts.webhooks.send({
      wabaId: template.wabaId,
      time: Math.floor(this.parts.clock.now() / 1_000),
      field: 'message_template_status_update',
      value: {
        event: status,
        message_template_id: Number(template.id),
        message_template_name: template.name,
        message_template_language: template.language,
        message_template_category: category,
        reason,
      },
    });
  }

  /** Forgets all rules and ends what is under review. */
  reset(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
    this.rules.clear();
  }
}
