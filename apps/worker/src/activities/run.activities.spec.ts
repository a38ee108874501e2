import { expect, it, jest } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { Later } from '@threadline/runs';
import { QueryFailedError } from 'typeorm';
import { RunWork } from './run.activities.js';

const input = { runId: 'run', epoch: 1, seenRevision: 0, now: 0 };
const failing = (error: Error) => {
  const onFailure = jest.fn();
  const fails = () => Promise.reject(error);
  const parts = { decisions: { advance: fails }, messages: { send: fails }, calls: { perform: fails } };
  return { work: new RunWork(parts, onFailure), onFailure };
};

it('tells Temporal when to try again, and that is no failure of ours', async () => {
  const { work, onFailure } = failing(new Later({ code: 'number_busy', words: 'the number is busy' }, 4_000));
  const failure = await work.sendMessage({ messageId: 'm' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type: 'later', nextRetryDelay: 4_000 });
  expect(onFailure).not.toHaveBeenCalled();
});

it("keeps a database's words, which can quote a contact's data, out of the history", async () => {
  const driverError = Object.assign(new Error('invalid input syntax: "Anna, +391110000001"'), { code: '22P02' });
  const error = new QueryFailedError('insert …', ['+391110000001'], driverError);
  const { work, onFailure } = failing(error);
  const failure = await work.advanceRun(input).catch((thrown: unknown) => thrown);
  expect(JSON.stringify(failure)).not.toMatch(/Anna|39111/);
  expect(failure).toMatchObject({ message: 'database error 22P02', cause: undefined });
  expect(onFailure).toHaveBeenCalledWith(error);
});

it('passes other errors on as they are', async () => {
  const error = new Error('no run');
  await expect(failing(error).work.advanceRun(input)).rejects.toBe(error);
});
