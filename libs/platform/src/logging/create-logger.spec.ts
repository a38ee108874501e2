import { describe, expect, it } from '@jest/globals';
import { createLogger } from './create-logger.js';
import { NestLogger } from './nest-logger.js';

function recorded(log: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  log(createLogger({ name: 'app', level: 'debug' }, { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('createLogger', () => {
  it('keeps phone numbers, texts and secrets out, however they are nested', () => {
    const [line] = recorded((logger) =>
      logger.info({ phone: '+39333', event: { data: { contact: { phone: '+39333' }, text: 'hello' } } }, 'in'),
    );
    expect(JSON.stringify(line)).not.toMatch(/39333|hello/);
    expect(line).toMatchObject({ name: 'app', msg: 'in', phone: '[redacted]' });
  });

  it('writes an error with its stack', () => {
    const [line] = recorded((logger) => logger.error({ err: new Error('broken') }, 'failed'));
    expect(line).toMatchObject({ err: { message: 'broken', stack: expect.stringContaining('create-logger.spec') } });
  });

  it('tells what an error is and what caused it, but not what a database was given', () => {
    const parameters = ['Anna', '+39333'];
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', parameters, detail: '(+39333) exists' });
    const [line] = recorded((logger) => logger.error({ err: new Error('not saved', { cause }) }, 'failed'));
    expect(line).toMatchObject({ err: { message: 'not saved', cause: { message: 'duplicate key', code: '23505' } } });
    expect(JSON.stringify(line)).not.toMatch(/Anna|39333/);
  });

  it('carries Nest messages with their context and stack', () => {
    const lines = recorded((logger) => {
      new NestLogger(logger).warn('careful', 'Router');
      new NestLogger(logger).error('broken', 'at x', 'Router');
    });
    expect(lines[0]).toMatchObject({ level: 40, msg: 'careful', context: 'Router' });
    expect(lines[1]).toMatchObject({ level: 50, msg: 'broken', context: 'Router', stack: 'at x' });
  });
});
