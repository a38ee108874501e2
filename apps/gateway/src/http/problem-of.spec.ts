import { BadRequestException, NotFoundException } from '@nestjs/common';
import { expect, it } from '@jest/globals';
import { problemOf } from './problem-of.js';
import { RequestProblem } from './problem.js';

const coded = (code: string, more: object = {}) => Object.assign(new Error('words'), { code, ...more });

it("gives a feature's error the status and title of its code", () => {
  expect(problemOf(coded('stale_draft'))).toEqual({
    type: 'urn:threadline:problem:stale_draft',
    title: 'The draft was changed meanwhile',
    status: 409,
    detail: 'words',
    code: 'stale_draft',
  });
});

it('names every place of a definition that is wrong', () => {
  const problems = [{ severity: 'error', code: 'c', path: '/steps/a/next', message: 'm', fix: 'f' }];
  expect(problemOf(coded('not_publishable', { problems })).errors).toEqual([
    { pointer: '/steps/a/next', code: 'c', message: 'm', fix: 'f' },
  ]);
});

it.each([
  [new Error('select secret from key'), 'internal'],
  [coded('ENOENT'), 'internal'],
  [coded('toString'), 'internal'],
  ['thrown text', 'internal'],
  [undefined, 'internal'],
  [Object.assign(new Error('x'), { statusCode: 503 }), 'internal'],
])('tells nothing of an error that nobody foresaw: %p', (error, code) => {
  const problem = problemOf(error);
  expect(problem).toMatchObject({ status: 500, code });
  expect(problem.detail).not.toContain('secret');
});

it.each([
  [new NotFoundException('Cannot GET /x'), 404, 'not_found'],
  [new BadRequestException('odd'), 400, 'invalid_request'],
  [Object.assign(new Error('too large'), { statusCode: 413 }), 413, 'body_too_large'],
  [Object.assign(new Error('media'), { statusCode: 415 }), 415, 'unsupported_media_type'],
  [new RequestProblem('unauthenticated', 'no key'), 401, 'unauthenticated'],
  [coded('ECONNREFUSED'), 503, 'unavailable'],
])('knows the mistakes of clients and the outages: %p', (error, status, code) => {
  expect(problemOf(error)).toMatchObject({ status, code });
});
