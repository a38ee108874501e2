import type { Step } from '../../steps/index.js';
import { pointer, type Catalog, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

type SendTemplate = Extract<Step, { type: 'send_template' }>;
type KnownTemplate = Catalog['templates'][number];

/** Templates exist in their language, can become sendable, and get exactly the variables they name. */
export const templates: Rule = (definition, catalog) =>
  Object.entries(definition.steps).flatMap(([stepId, step]) =>
    step.type === 'send_template' ? judge({ stepId, step }, catalog.templates) : [],
  );

interface Sent {
  stepId: string;
  step: SendTemplate;
}

function judge(sent: Sent, known: readonly KnownTemplate[]): Problem[] {
  const { template: name, language } = sent.step;
  const template = known.find((one) => one.name === name && one.language === language);
  return template ? [...statusProblems(sent, template), ...variableProblems(sent, template)] : [missing(sent, known)];
}

function missing({ stepId, step }: Sent, known: readonly KnownTemplate[]): Problem {
  const languages = known.filter(({ name }) => name === step.template).map(({ language }) => language);
  return {
    severity: 'warning',
    code: 'template_missing',
    path: pointer('steps', stepId, 'template'),
    message: `there is no template "${step.template}" in language "${step.language}" yet`,
    fix: languages.length > 0 ? `It exists in: ${languages.join(', ')}.` : 'Create it, and wait for its approval.',
  };
}

function statusProblems({ stepId, step }: Sent, { status }: KnownTemplate): Problem[] {
  if (status === 'approved') return [];
  const isLost = status === 'rejected' || status === 'disabled';
  return [
    {
      severity: isLost ? 'error' : 'warning',
      code: 'template_not_approved',
      path: pointer('steps', stepId, 'template'),
      message: `template "${step.template}" is ${status}`,
      fix: isLost ? 'Copy it, correct the copy, and send that.' : 'Messages wait for its approval.',
    },
  ];
}

function variableProblems({ stepId, step }: Sent, { variables }: KnownTemplate): Problem[] {
  const given = Object.keys(step.variables);
  const absent = variables.filter((name) => !given.includes(name));
  const extra = given.filter((name) => !variables.includes(name));
  return [
    ...absent.map((name): Problem => ({
      severity: 'error',
      code: 'variable_missing',
      path: pointer('steps', stepId, 'variables'),
      message: `template "${step.template}" needs the variable "${name}"`,
      fix: `Add "${name}" to "variables".`,
    })),
    ...extra.map((name): Problem => ({
      severity: 'error',
      code: 'variable_extra',
      path: pointer('steps', stepId, 'variables', name),
      message: `template "${step.template}" has no variable "${name}"`,
      fix: variables.length > 0 ? `It has: ${variables.join(', ')}.` : 'Remove it.',
    })),
  ];
}
