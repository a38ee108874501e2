import { ApplicationFailure } from '@temporalio/activity';
import { sqlState } from '@threadline/persistence';

/** What a history may tell of an error: the words of a database can quote a contact's data, so only its code is told. */
export function forHistory(error: unknown): unknown {
  const state = sqlState(error);
  return state === undefined
    ? error
    : ApplicationFailure.create({ message: `database error ${state}`, type: 'database' });
}
