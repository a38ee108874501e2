import type { Problem } from '@threadline/automation';
import type { AutomationHistory, CheckedAutomation } from '@threadline/automations';
import type { Automation as AutomationRow } from '@threadline/persistence';
import type * as api from './automation.schemas.js';

export const summaryView = (automation: Omit<AutomationRow, 'draft'>): api.AutomationSummary => ({
  id: automation.id,
  slug: automation.slug,
  name: automation.name,
  state: automation.state,
  draftRevision: automation.draftRevision,
  latestVersion: automation.latestVersion,
  hasUnpublishedChanges: automation.hasUnpublishedChanges,
  publishWhenApproved: automation.publishWhenApproved,
  createdAt: automation.createdAt.toISOString(),
  updatedAt: automation.updatedAt.toISOString(),
});

export const automationView = (automation: CheckedAutomation): api.Automation => ({
  ...summaryView(automation),
  definition: automation.draft,
  problems: automation.problems.map(problemView),
});

export const detailsView = (automation: AutomationHistory): api.AutomationDetails => ({
  ...automationView(automation),
  versions: automation.versions.map(({ version, publishedAt }) => ({
    version,
    publishedAt: publishedAt.toISOString(),
  })),
});

export const publishedView = (automation: AutomationRow): api.PublishedAutomation => ({
  ...summaryView(automation),
  version: automation.latestVersion ?? 0,
});

export const problemsView = (problems: readonly Problem[]): api.DefinitionProblems => ({
  publishable: problems.every(({ severity }) => severity !== 'error'),
  problems: problems.map(problemView),
});

const problemView = ({ severity, path, code, message, fix }: Problem) => ({
  severity,
  pointer: path,
  code,
  message,
  fix,
});
