import type { HttpAnswer, HttpCall, HttpCaller } from '@threadline/connectors';

/** What a receiver was sent, with the headers that sign it. */
export type Called = HttpCall & { signed: Record<string, string> };

/** An answer of a receiver. */
export const answers = (status: number, body: unknown = {}, more: { retryAfterMs?: number } = {}): HttpAnswer => ({
  outcome: 'answered',
  status,
  body: JSON.stringify(body),
  isCut: false,
  ...more,
});

/** Stands for every receiver of calls: takes each and keeps a ledger, unless the next answers are scripted. */
export class FakeReceiver implements Pick<HttpCaller, 'call'> {
  readonly ledger: Called[] = [];
  private readonly scripted: ((called: Called) => HttpAnswer | Promise<HttpAnswer>)[] = [];

  /** The next call that has no script yet is answered by this one. */
  answerNext(answer: (called: Called) => HttpAnswer | Promise<HttpAnswer>): void {
    this.scripted.push(answer);
  }

  call = async (call: HttpCall, sign: (body: string) => Record<string, string>): Promise<HttpAnswer> => {
    const called = { ...call, signed: sign(call.body ?? '') };
    this.ledger.push(called);
    return (await this.scripted.shift()?.(called)) ?? answers(200);
  };
}
