import { OptOutConfirmation, WhenUnknown, WorkspaceSending } from '@threadline/automation';
import { TimeZone } from '@threadline/domain';
import { z } from 'zod';

const { shape } = WorkspaceSending;
const unknown = WhenUnknown.shape;

/** Settings of sending without what stands in for those that nobody has said. */
const given = {
  caps: shape.caps.unwrap(),
  quietHours: shape.quietHours.unwrap(),
  takeOverFor: shape.takeOverFor.unwrap(),
  whenUnknown: z.strictObject({
    marketing: unknown.marketing.unwrap(),
    utility: unknown.utility.unwrap(),
    service: unknown.service.unwrap(),
    authentication: unknown.authentication.unwrap(),
  }),
};
const named = {
  name: z.string().trim().min(1).max(200),
  timeZone: TimeZone.describe('Of contacts of which no zone and no country is known'),
  optOutConfirmation: OptOutConfirmation.nullable().describe(
    'The template that is sent, once, when a message of the contact opts out; null for none. It is approved, without variables, and ' +
      'no marketing. Whoever stops marketing in WhatsApp itself is told by WhatsApp.',
  ),
};

/** A workspace as its people see it. */
export const Workspace = z
  .strictObject({ id: z.uuid(), slug: z.string(), ...named, sending: z.strictObject(given) })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof Workspace>;

/** What to change; the rest stays. Each setting of sending is replaced as a whole. */
export const ChangeWorkspace = z
  .strictObject({ ...named, sending: z.strictObject(given).partial() })
  .partial()
  .meta({
    id: 'ChangeWorkspace',
    examples: [
      {
        timeZone: 'Europe/Rome',
        sending: {
          caps: [{ category: 'marketing', max: 2, per: 'P7D' }],
          quietHours: { from: '21:00', to: '09:00' },
          takeOverFor: 'PT2H',
        },
        optOutConfirmation: { template: 'goodbye', language: 'en' },
      },
    ],
  });
export type ChangeWorkspace = z.infer<typeof ChangeWorkspace>;
