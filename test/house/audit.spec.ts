import { describe, expect, it } from '@jest/globals';
import { runScript } from './run.js';
import { temporaryFolder } from './temporary-folder.js';

/** What npm answers when `parser` has an advisory and `server` is affected through it. */
const affected = {
  auditReportVersion: 2,
  vulnerabilities: {
    parser: {
      via: [
        {
          source: 1,
          name: 'parser',
          title: 'Prototype pollution',
          url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
          severity: 'high',
        },
      ],
    },
    server: { via: ['parser'] },
  },
};
const reviewed = { advisory: 'GHSA-aaaa-bbbb-cccc', reason: 'only our own files are parsed', until: '2999-01-01' };

describe('the audit of the packages', () => {
  it('fails on an advisory that nobody reviewed, naming package, advisory and the way out', () => {
    expect(audited(affected, [])).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /parser {2}high: Prototype pollution \(GHSA-aaaa-bbbb-cccc\)\. Upgrade it, or review it/,
      ),
    });
  });

  it('passes when every advisory was reviewed', () => {
    expect(audited(affected, [reviewed])).toEqual({ code: 0, output: 'Every advisory was reviewed.\n' });
  });

  it.each([
    ['has come to its end', { ...reviewed, until: '2020-01-01' }, 'was allowed until 2020-01-01'],
    ['has no reason', { ...reviewed, reason: '' }, 'listed without a reason'],
    ['has no end', { ...reviewed, until: 'some day' }, 'listed without a reason or an end'],
  ])('fails on a review that %s', (_, review, words) => {
    expect(audited(affected, [review])).toMatchObject({ code: 1, output: expect.stringContaining(words) });
  });

  it('fails on a review of what is no longer reported', () => {
    expect(audited({ vulnerabilities: {} }, [reviewed])).toMatchObject({
      code: 1,
      output: expect.stringContaining('take it off the list'),
    });
  });

  it('says that nothing was audited when the registry gives no advisories', () => {
    expect(audited({ message: '405 Method Not Allowed' }, [])).toEqual({
      code: 0,
      output: 'note: nothing was audited, the registry gives no advisories: 405 Method Not Allowed\n',
    });
  });
});

function audited(answer: object, list: object) {
  const folder = temporaryFolder({ 'answer.json': answer, 'list.json': list });
  try {
    return runScript('infra/checks/audit.mjs', `${folder.path}/answer.json`, `${folder.path}/list.json`);
  } finally {
    folder.remove();
  }
}
