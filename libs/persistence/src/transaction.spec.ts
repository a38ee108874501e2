import { expect, it } from '@jest/globals';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { isTransient } from './transaction.js';

const failed = (code: string, query = 'select 1') =>
  new QueryFailedError(query, [], Object.assign(new Error('failed'), { code }));
const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });

it.each([
  { what: 'a deadlock', error: failed('40P01') },
  { what: 'a serialization failure', error: failed('40001') },
  { what: 'a lock that is not to be had', error: failed('55P03') },
  { what: 'a lock that very many want', error: failed('57014', 'select 1 from contact for no key update') },
  { what: 'a server that shuts down', error: failed('57P01') },
  { what: 'the end of a transaction that stood still', error: failed('25P03') },
  { what: 'too many connections', error: failed('53300') },
  { what: 'a refused connection', error: refused },
  { what: 'a connection that broke under a statement', error: failed('ECONNRESET') },
  { what: 'refused connections to every address of a name', error: new AggregateError([refused]) },
  {
    what: 'a server that is starting',
    error: Object.assign(new Error('not yet accepting connections'), { code: '57P03' }),
  },
  { what: 'a connection that broke between two statements', error: new QueryRunnerAlreadyReleasedError() },
  { what: 'the same, seen by an entity manager', error: new QueryRunnerProviderAlreadyReleasedError() },
  { what: 'a connection that broke', error: new Error('Connection terminated unexpectedly') },
])('waits for $what to pass', ({ error }) => {
  expect(isTransient(error)).toBe(true);
});

it.each([
  { what: 'a statement that takes too long', error: failed('57014') },
  { what: 'a violated constraint', error: failed('23505') },
  { what: 'bad data', error: failed('22P02') },
  {
    what: 'words that only sound like a connection',
    error: new SyntaxError('Unterminated string, connection X not found'),
  },
  { what: 'something that is no error', error: 'ECONNREFUSED' },
])('does not wait for $what', ({ error }) => {
  expect(isTransient(error)).toBe(false);
});
