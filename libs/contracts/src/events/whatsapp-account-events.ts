import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';

const word = z.string().min(1).max(600);
const template = { wabaId: word, templateId: word, name: word, language: word };

/** A template's review or state changed at WhatsApp. */
export const WhatsAppTemplateStatus = cloudEvent(
  'whatsapp.template.status_changed',
  z.object({
    ...template,
    /** WhatsApp's word, such as APPROVED, REJECTED, PAUSED. */
    event: word,
    category: z.string().optional(),
    reason: z.string().optional(),
    /** When a pause for low quality ends by itself. */
    pausedUntil: z.iso.datetime().optional(),
  }),
);
export type WhatsAppTemplateStatus = z.infer<typeof WhatsAppTemplateStatus>;

/** How contacts take a template, in WhatsApp's words: GREEN, YELLOW, RED, UNKNOWN. */
export const WhatsAppTemplateQuality = cloudEvent(
  'whatsapp.template.quality_changed',
  z.object({ ...template, quality: word, previous: word.optional() }),
);
export type WhatsAppTemplateQuality = z.infer<typeof WhatsAppTemplateQuality>;

/** WhatsApp put a template in another category, or says that it will (`takesEffectAt`). */
export const WhatsAppTemplateCategory = cloudEvent(
  'whatsapp.template.category_changed',
  z.object({ ...template, category: word, previous: word.optional(), takesEffectAt: z.iso.datetime().optional() }),
);
export type WhatsAppTemplateCategory = z.infer<typeof WhatsAppTemplateCategory>;

/** A template's contents were edited at WhatsApp. */
export const WhatsAppTemplateEdited = cloudEvent(
  'whatsapp.template.edited',
  z.object({ ...template, components: z.record(z.string(), z.unknown()) }),
);
export type WhatsAppTemplateEdited = z.infer<typeof WhatsAppTemplateEdited>;

/** WhatsApp lets a number send more or less, or warns of its quality. `event` is its word, such as FLAGGED, DOWNGRADE. */
export const WhatsAppNumberQuality = cloudEvent(
  'whatsapp.number.quality_changed',
  z.object({ wabaId: word, displayPhone: word, event: word, limit: word.optional(), previousLimit: word.optional() }),
);
export type WhatsAppNumberQuality = z.infer<typeof WhatsAppNumberQuality>;

/** Anything else that WhatsApp tells of an account: `field` is the webhook's, `details` its value as it came. */
export const WhatsAppAccountUpdated = cloudEvent(
  'whatsapp.account.updated',
  z.object({
    wabaId: word,
    phoneNumberId: word.optional(),
    field: word,
    details: z.record(z.string(), z.unknown()),
  }),
);
export type WhatsAppAccountUpdated = z.infer<typeof WhatsAppAccountUpdated>;

/** Everything WhatsApp tells of accounts, numbers and templates: it is about no contact. */
export const whatsAppAccountEvents = [
  WhatsAppTemplateStatus,
  WhatsAppTemplateQuality,
  WhatsAppTemplateCategory,
  WhatsAppTemplateEdited,
  WhatsAppNumberQuality,
  WhatsAppAccountUpdated,
] as const;
export type WhatsAppAccountEvent = z.infer<(typeof whatsAppAccountEvents)[number]>;
