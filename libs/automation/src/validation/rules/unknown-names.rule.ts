import type { AutomationDefinition } from '../../language/definition.js';
import type { Step } from '../../steps/index.js';
import { pointer, type Catalog, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** A name that a definition uses, where it stands, and what it is the name of. */
interface Used {
  of: 'list' | 'field' | 'operator' | 'team' | 'automation' | 'connection' | 'number';
  name: string;
  at: readonly (string | number)[];
}

/** Names of lists, fields, operators, teams, automations, connections and numbers exist, where the catalog knows them. */
export const unknownNames: Rule = (definition, catalog) => {
  const known = namesIn(catalog);
  return usedIn(definition).flatMap(({ of, name, at }): Problem[] => {
    const names = known[of];
    if (names === undefined || names.includes(name)) return [];
    return [
      {
        severity: 'warning',
        code: `unknown_${of}`,
        path: pointer(...at),
        message: `there is no ${of} "${name}"`,
        fix: names.length > 0 ? `Create it, or use one of: ${names.slice(0, 10).join(', ')}.` : 'Create it.',
      },
    ];
  });
};

const usedIn = ({ triggers, steps }: AutomationDefinition): Used[] => [
  ...triggers.flatMap((trigger, index): Used[] =>
    trigger.type === 'customer_message' && trigger.number !== undefined
      ? [{ of: 'number', name: trigger.number, at: ['triggers', index, 'number'] }]
      : [],
  ),
  ...Object.entries(steps).flatMap(([stepId, step]) =>
    namesUsedBy(step).map((used) => ({ ...used, at: ['steps', stepId, ...used.at] })),
  ),
];

function namesIn(catalog: Catalog): Partial<Record<Used['of'], readonly string[]>> {
  const { lists, fields, operators, teams, automations, connections, numbers } = catalog;
  return {
    ...(lists && { list: lists }),
    ...(fields && { field: fields.map(({ name }) => name) }),
    ...(operators && { operator: operators }),
    ...(teams && { team: teams }),
    ...(automations && { automation: automations }),
    ...(connections && { connection: connections }),
    ...(numbers && { number: numbers }),
  };
}

function namesUsedBy(step: Step): Used[] {
  switch (step.type) {
    case 'add_to_list':
      return step.create ? [] : [{ of: 'list', name: step.list, at: ['list'] }];
    case 'remove_from_list':
      return [{ of: 'list', name: step.list, at: ['list'] }];
    case 'fill_field':
      return [{ of: 'field', name: step.field, at: ['field'] }];
    case 'add_operators':
      return 'team' in step ? [{ of: 'team', name: step.team, at: ['team'] }] : operatorsIn(step.operators);
    case 'remove_operators':
      return operatorsIn(step.operators ?? []);
    case 'open_ticket':
    case 'update_ticket':
      return step.assignee === undefined ? [] : [{ of: 'operator', name: step.assignee, at: ['assignee'] }];
    case 'start_automation':
      return [{ of: 'automation', name: step.automation, at: ['automation'] }];
    case 'stop_automations':
      return typeof step.which === 'string'
        ? []
        : step.which.map((name, index) => ({ of: 'automation', name, at: ['which', index] }));
    case 'ai_operator':
      return [{ of: 'connection', name: step.agent, at: ['agent'] }];
    default:
      return 'connection' in step ? [{ of: 'connection', name: step.connection, at: ['connection'] }] : [];
  }
}

const operatorsIn = (names: readonly string[]): Used[] =>
  names.map((name, index) => ({ of: 'operator', name, at: ['operators', index] }));
