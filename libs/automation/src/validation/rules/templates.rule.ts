import type { AutomationDefinition } from '../../language/definition.js';
import type { SendingPolicy } from '../../language/settings.js';
import type { Step } from '../../steps/index.js';
import { pointer, type Catalog, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

type KnownTemplate = Catalog['templates'][number];

/** A template that is sent, and where the definition says so. */
interface Sent {
  template: string;
  language: string;
  variables: Record<string, unknown>;
  at: { template: string; variables: string };
}

/** Templates exist in their language, can become sendable, and get exactly the variables they name. */
export const templates: Rule = (definition, catalog) =>
  sentBy(definition).flatMap((sent) => judge(sent, catalog.templates));

function sentBy({ steps, settings }: AutomationDefinition): Sent[] {
  return [
    ...Object.entries(steps).flatMap(([stepId, step]) => [
      ...(step.type === 'send_template' ? [ofStep(stepId, step)] : []),
      ...('sending' in step ? insteadOf(step.sending, ['steps', stepId, 'sending']) : []),
    ]),
    ...insteadOf(settings.sending, ['settings', 'sending']),
  ];
}

const ofStep = (stepId: string, { template, language, variables }: Extract<Step, { type: 'send_template' }>): Sent => ({
  template,
  language,
  variables,
  at: { template: pointer('steps', stepId, 'template'), variables: pointer('steps', stepId, 'variables') },
});

/** The template that stands in for a free message while the window is closed. It gets no variables. */
function insteadOf(policy: SendingPolicy | undefined, at: readonly string[]): Sent[] {
  const instead = policy?.whenWindowClosed;
  if (typeof instead !== 'object') return [];
  const path = pointer(...at, 'whenWindowClosed', 'send_template');
  return [
    {
      template: instead.send_template,
      language: instead.language,
      variables: {},
      at: { template: path, variables: path },
    },
  ];
}

function judge(sent: Sent, known: readonly KnownTemplate[]): Problem[] {
  const { template: name, language } = sent;
  const template = known.find((one) => one.name === name && one.language === language);
  return template ? [...statusProblems(sent, template), ...variableProblems(sent, template)] : [missing(sent, known)];
}

function missing({ template, language, at }: Sent, known: readonly KnownTemplate[]): Problem {
  const languages = known.filter(({ name }) => name === template).map(({ language }) => language);
  return {
    severity: 'warning',
    code: 'template_missing',
    path: at.template,
    message: `there is no template "${template}" in language "${language}" yet`,
    fix: languages.length > 0 ? `It exists in: ${languages.join(', ')}.` : 'Create it, and wait for its approval.',
  };
}

function statusProblems({ template, at }: Sent, { status }: KnownTemplate): Problem[] {
  if (status === 'approved') return [];
  const isLost = status === 'rejected' || status === 'disabled';
  return [
    {
      severity: isLost ? 'error' : 'warning',
      code: 'template_not_approved',
      path: at.template,
      message: `template "${template}" is ${status}`,
      fix: isLost ? 'Copy it, correct the copy, and send that.' : 'Messages wait for its approval.',
    },
  ];
}

function variableProblems({ template, variables: given, at }: Sent, { variables }: KnownTemplate): Problem[] {
  const names = Object.keys(given);
  const absent = variables.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !variables.includes(name));
  return [
    ...absent.map((name): Problem => ({
      severity: 'error',
      code: 'variable_missing',
      path: at.variables,
      message: `template "${template}" needs the variable "${name}"`,
      fix: `Add "${name}" to "variables".`,
    })),
    ...extra.map((name): Problem => ({
      severity: 'error',
      code: 'variable_extra',
      path: `${at.variables}${pointer(name)}`,
      message: `template "${template}" has no variable "${name}"`,
      fix: variables.length > 0 ? `It has: ${variables.join(', ')}.` : 'Remove it.',
    })),
  ];
}
