import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { QuietHoursSetting } from '../language/settings.js';
import { FrequencyCap } from './caps.js';

const neverAgain = z.enum(['continue', 'wait']);

/**
 * What a run does about a message of which nobody knows whether it went out: `continue` at once · `wait` until WhatsApp tells or
 * the time for that is over · `resend` when it has told nothing in that time. Only a code to sign in may go out twice.
 */
export const WhenUnknown = z
  .strictObject({
    marketing: neverAgain.default('continue'),
    utility: neverAgain.default('continue'),
    service: neverAgain.default('continue'),
    authentication: z.enum(['continue', 'wait', 'resend']).default('resend'),
  })
  .meta({ id: 'WhenUnknown' });
export type WhenUnknown = z.infer<typeof WhenUnknown>;

/** How a workspace sends, whichever automation it is. */
export const WorkspaceSending = z
  .strictObject({
    caps: z
      .array(FrequencyCap)
      .max(20)
      .default([])
      .describe('At most so many messages to a contact, over all automations.'),
    quietHours: QuietHoursSetting.nullable().default(null).describe('For automations that say nothing about them.'),
    takeOverFor: Duration.default('PT1H').describe('How long a person keeps a chat who does not say for how long.'),
    whenUnknown: WhenUnknown.default(() => WhenUnknown.parse({})),
  })
  .meta({ id: 'WorkspaceSending' });
export type WorkspaceSending = z.infer<typeof WorkspaceSending>;
