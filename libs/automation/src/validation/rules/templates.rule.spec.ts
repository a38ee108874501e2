import { describe, expect, it } from '@jest/globals';
import { anAutomation, problemsOf } from '../../testing/index.js';
import { validate } from '../validate.js';

const written = (variables: Record<string, string>, language = 'en') =>
  anAutomation()
    .withSteps({ s: { type: 'send_template', template: 'hello', language, variables, next: null } })
    .asWritten();
const hello = { name: 'hello', language: 'en', status: 'approved', variables: ['1', 'total'] };

describe('a template', () => {
  it('that gets exactly its variables is right', () => {
    expect(problemsOf(written({ 1: 'x', total: 'y' }), { templates: [hello] })).toEqual([]);
  });

  it('must get every variable, and no other', () => {
    expect(problemsOf(written({ 1: 'x', sum: 'y' }), { templates: [hello] })).toEqual([
      'variable_missing /steps/s/variables',
      'variable_extra /steps/s/variables/sum',
    ]);
  });

  it('that does not exist yet is a warning, with the languages there are', () => {
    const [problem] = validate(written({}, 'it'), { templates: [hello], phraseOwners: [] });
    expect(problem).toMatchObject({ severity: 'warning', code: 'template_missing', fix: 'It exists in: en.' });
  });

  it('that stands in for a free message is judged too, and gets no variables', () => {
    const whenWindowClosed = { send_template: 'hello', language: 'en' };
    const definition = anAutomation()
      .with({ settings: { sending: { whenWindowClosed } } })
      .asWritten();
    const path = '/settings/sending/whenWindowClosed/send_template';
    expect(problemsOf(definition)).toEqual([`template_missing ${path}`]);
    expect(problemsOf(definition, { templates: [hello] })).toEqual([
      `variable_missing ${path}`,
      `variable_missing ${path}`,
    ]);
  });

  it.each([
    ['pending', 'warning'],
    ['paused', 'warning'],
    ['rejected', 'error'],
    ['disabled', 'error'],
  ])('that is %s is of severity %s', (status, severity) => {
    const problems = validate(written({ 1: 'x', total: 'y' }), { templates: [{ ...hello, status }], phraseOwners: [] });
    expect(problems).toMatchObject([{ severity, code: 'template_not_approved', path: '/steps/s/template' }]);
  });
});
