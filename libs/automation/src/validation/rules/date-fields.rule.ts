import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** A date trigger reads a field that holds a date, where the fields are known. */
export const dateFields: Rule = ({ triggers }, { fields }) =>
  fields === undefined
    ? []
    : triggers.flatMap((trigger, index) => {
        if (trigger.type !== 'date') return [];
        const path = pointer('triggers', index, 'field');
        const found = fields.find(({ name }) => name === trigger.field);
        if (found?.type === 'date' || (found?.type === 'date_time' && !trigger.yearly)) return [];
        const [code, message] = found
          ? ['not_a_date', `the field "${trigger.field}" is a ${found.type}, not a date`]
          : ['unknown_field', `contacts have no field "${trigger.field}"`];
        return [{ severity: 'error', code, path, message, fix: 'Name a field of the type date.' }];
      });
