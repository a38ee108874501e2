import { z } from 'zod';
import type { ReceivedChange } from './envelope.js';
import { given, storableRecord, WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type {
  TemplateCategoryUpdate,
  TemplateEditUpdate,
  TemplateQualityUpdate,
  TemplateStatusUpdate,
  WebhookUpdate,
} from './webhook-update.js';

const Word = WebhookText.pipe(z.string().min(1).max(600));
const OptionalWord = Word.optional().catch(undefined);

const Template = z.looseObject({
  message_template_id: z.union([z.number().int().transform(String), WebhookId]),
  message_template_name: Word,
  message_template_language: Word,
});

type Told = Omit<TemplateStatusUpdate, 'kind' | 'event' | 'category' | 'reason'>;
type TemplateUpdate = TemplateStatusUpdate | TemplateQualityUpdate | TemplateCategoryUpdate | TemplateEditUpdate;
/** An update whose optional parts may be undefined. */
type Loose<T> = { [K in keyof T]: T[K] | undefined };

const hourMs = 60 * 60_000;

/** How long a pause for low quality lasts. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-pausing */
const pauses: Readonly<Record<string, number>> = { FIRST_PAUSE: 3 * hourMs, SECOND_PAUSE: 6 * hourMs };

function endOfPause(at: string, title: string | undefined): string | undefined {
  const lasts = title !== undefined && Object.hasOwn(pauses, title) ? pauses[title] : undefined;
  return lasts === undefined ? undefined : new Date(Date.parse(at) + lasts).toISOString();
}

/** WhatsApp writes `NONE` when there is no reason. */
const status = z
  .object({
    event: z.string().regex(/^[A-Z_]{1,50}$/),
    message_template_category: OptionalWord,
    reason: Word.nullish().catch(undefined),
    other_info: z.looseObject({ title: Word }).optional().catch(undefined),
  })
  .transform((value) => (of: Told): Loose<TemplateStatusUpdate> => ({
    kind: 'template_status',
    ...of,
    event: value.event,
    category: value.message_template_category,
    reason: value.reason === 'NONE' || value.reason === null ? undefined : value.reason,
    pausedUntil: value.event === 'PAUSED' ? endOfPause(of.at, value.other_info?.title) : undefined,
  }));

const quality = z
  .object({ previous_quality_score: OptionalWord, new_quality_score: Word })
  .transform((value) => (of: Told): Loose<TemplateQualityUpdate> => ({
    kind: 'template_quality',
    ...of,
    quality: value.new_quality_score,
    previous: value.previous_quality_score,
  }));

/** An announcement names the category to come as the correct one; `new_category` is then the present one. */
const category = z
  .object({
    previous_category: OptionalWord,
    new_category: Word,
    correct_category: OptionalWord,
    category_update_timestamp: WebhookTime.optional().catch(undefined),
  })
  .transform(
    (value) =>
      (of: Told): Loose<TemplateCategoryUpdate> =>
        value.correct_category === undefined
          ? { kind: 'template_category', ...of, category: value.new_category, previous: value.previous_category }
          : {
              kind: 'template_category',
              ...of,
              category: value.correct_category,
              previous: value.new_category,
              takesEffectAt: value.category_update_timestamp ?? of.at,
            },
  );

const components = z.looseObject({}).transform((value) => (of: Told): Loose<TemplateEditUpdate> => ({
  kind: 'template_edited',
  ...of,
  components: storableRecord(Object.fromEntries(Object.entries(value).filter(([name]) => !(name in Template.shape)))),
}));

const readers = {
  message_template_status_update: status,
  message_template_quality_update: quality,
  template_category_update: category,
  message_template_components_update: components,
} as const;

/** The webhook fields that are about templates. */
export const isTemplateField = (field: string): field is keyof typeof readers => Object.hasOwn(readers, field);

/**
 * A template's review or state, quality, category or contents.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
export function templateUpdate(field: keyof typeof readers, { wabaId, at, value }: ReceivedChange): WebhookUpdate {
  const template = Template.safeParse(value);
  const told = readers[field].safeParse(value);
  if (!template.success || !told.success)
    return { kind: 'unsupported', wabaId, what: 'a change of a template in an unknown form' };
  const { message_template_id, message_template_name, message_template_language } = template.data;
  const of = {
    wabaId,
    templateId: message_template_id,
    name: message_template_name,
    language: message_template_language,
    at,
  };
  return given(told.data(of)) as TemplateUpdate;
}
