import { CreateTemplate } from '@threadline/templates';
import { z } from 'zod';
import { exampleDefinition } from './example-definition.js';

const example = exampleDefinition;

/**
 * A definition as its author wrote it. It is read by the service, which names every place that is wrong and what to do about
 * it; the document shows the language's own schema.
 */
const WrittenDefinition = z
  .unknown()
  .meta({ $ref: '#/definitions/AutomationDefinition', description: 'A definition in the language of automations' });

const withTemplates = {
  templates: z
    .array(CreateTemplate)
    .max(20)
    .default([])
    .describe(
      'Templates that are created in the same call. One that exists already with the same text is left as it is',
    ),
  publishWhenApproved: z
    .boolean()
    .default(false)
    .describe('Publish the draft by itself once every template it sends is approved'),
};

export const CreateAutomation = z
  .strictObject({ definition: WrittenDefinition, ...withTemplates })
  .meta({ id: 'CreateAutomation', examples: [{ definition: example }] });
export type CreateAutomation = z.infer<typeof CreateAutomation>;

export const ValidateAutomation = z
  .strictObject({ definition: WrittenDefinition })
  .meta({ id: 'ValidateAutomation', examples: [{ definition: example }] });
export type ValidateAutomation = z.infer<typeof ValidateAutomation>;

export const UpdateAutomation = z
  .strictObject({
    definition: WrittenDefinition,
    draftRevision: z.number().int().min(1).describe('The revision that the change was made to'),
    ...withTemplates,
  })
  .meta({ id: 'UpdateAutomation', examples: [{ definition: example, draftRevision: 1 }] });
export type UpdateAutomation = z.infer<typeof UpdateAutomation>;

/** Something wrong with a definition. */
export const DefinitionProblem = z
  .object({
    severity: z.enum(['error', 'warning']).describe('An error blocks publishing'),
    pointer: z.string().describe('JSON pointer into the definition, such as `/steps/remind/next`'),
    code: z.string(),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'DefinitionProblem' });

export const DefinitionProblems = z
  .object({
    publishable: z.boolean().describe('Whether no problem is an error'),
    problems: z.array(DefinitionProblem).describe('Errors first'),
  })
  .meta({ id: 'DefinitionProblems' });
export type DefinitionProblems = z.infer<typeof DefinitionProblems>;

export const AutomationSummary = z
  .object({
    id: z.uuid(),
    slug: z.string().describe('Name in workflow ids, unique in the workspace'),
    name: z.string(),
    state: z.enum(['draft', 'enabled', 'disabled']).describe('Only an enabled automation starts runs'),
    draftRevision: z.number().int(),
    latestVersion: z.number().int().nullable(),
    hasUnpublishedChanges: z.boolean().describe('Whether the draft differs from the latest version'),
    publishWhenApproved: z.boolean().describe('Whether the draft goes live by itself once its templates are approved'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'AutomationSummary' });
export type AutomationSummary = z.infer<typeof AutomationSummary>;

export const Automation = AutomationSummary.extend({
  definition: WrittenDefinition,
  problems: z.array(DefinitionProblem),
}).meta({ id: 'Automation' });
export type Automation = z.infer<typeof Automation>;

export const AutomationDetails = Automation.extend({
  versions: z
    .array(z.object({ version: z.number().int(), publishedAt: z.iso.datetime() }))
    .describe('Published versions, latest first'),
}).meta({ id: 'AutomationDetails' });
export type AutomationDetails = z.infer<typeof AutomationDetails>;

export const PublishedAutomation = AutomationSummary.extend({
  version: z.number().int().describe('The version that starts runs from now on'),
}).meta({ id: 'PublishedAutomation' });
export type PublishedAutomation = z.infer<typeof PublishedAutomation>;
