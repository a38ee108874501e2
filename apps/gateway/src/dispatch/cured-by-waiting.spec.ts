import { describe, expect, it } from '@jest/globals';
import { KafkaUnavailable } from '@threadline/kafka';
import { QueryFailedError } from 'typeorm';
import { isCuredByWaiting } from './cured-by-waiting.js';

const sql = (code: string) => new QueryFailedError('select', [], Object.assign(new Error('from Postgres'), { code }));
const network = (code: string) => Object.assign(new Error(code), { code });
/** What Node throws when no address of a host answers: its message is empty. */
const noAddress = Object.assign(new AggregateError([network('ECONNREFUSED')]), { code: 'ECONNREFUSED' });

describe('waiting cures', () => {
  it.each([
    ['a lost connection', sql('08006')],
    ['a server that shuts down', sql('57P01')],
    ['too many connections', sql('53300')],
    ['a deadlock', sql('40P01')],
    ['a serialization failure', sql('40001')],
    ['a lock that was not given', sql('55P03')],
    ['a host of which no address answers', noAddress],
    ['a broken pipe', network('EPIPE')],
    ['an absent Kafka', new KafkaUnavailable('away')],
    ['what was caused by any of these', new Error('while saving', { cause: sql('40P01') })],
  ])('%s', (_, error) => expect(isCuredByWaiting(error)).toBe(true));
});

describe('waiting does not cure', () => {
  it.each([
    ['a broken constraint', sql('23505')],
    ['a syntax error', sql('42601')],
    ['a defect', new TypeError('undefined is not a function')],
    ['what is no error', 'a text'],
  ])('%s', (_, error) => expect(isCuredByWaiting(error)).toBe(false));
});
