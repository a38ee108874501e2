import type { Step } from '../../steps/index.js';
import { pointer, type Catalog, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** A name that a step uses, where it stands, and what it is the name of. */
interface Used {
  of: 'list' | 'field' | 'operator' | 'team' | 'automation' | 'connection';
  name: string;
  at: readonly (string | number)[];
}

/** Names of lists, fields, operators, teams, automations and connections exist, where the catalog knows them. */
export const unknownNames: Rule = (definition, catalog) => {
  const known = namesIn(catalog);
  return Object.entries(definition.steps).flatMap(([stepId, step]) =>
    namesUsedBy(step).flatMap(({ of, name, at }): Problem[] => {
      const names = known[of];
      if (names === undefined || names.includes(name)) return [];
      return [
        {
          severity: 'warning',
          code: `unknown_${of}`,
          path: pointer('steps', stepId, ...at),
          message: `there is no ${of} "${name}"`,
          fix: names.length > 0 ? `Create it, or use one of: ${names.slice(0, 10).join(', ')}.` : 'Create it.',
        },
      ];
    }),
  );
};

function namesIn(catalog: Catalog): Partial<Record<Used['of'], readonly string[]>> {
  const { lists, fields, operators, teams, automations, connections } = catalog;
  return {
    ...(lists && { list: lists }),
    ...(fields && { field: fields.map(({ name }) => name) }),
    ...(operators && { operator: operators }),
    ...(teams && { team: teams }),
    ...(automations && { automation: automations }),
    ...(connections && { connection: connections }),
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
