import type { Clock } from '@threadline/platform';
import type { Fate } from '../messages/statuses.js';
import { planStatuses } from '../messages/status-plan.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import { Later } from '../numbers/later.js';
import type { Numbers } from '../numbers/numbers.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import { callContent, type CallNews } from './call-webhooks.js';
import type { CallResult, VoiceCall } from './voice-call.js';

/** The life of calls: they ring, are taken or not, and end; webhooks tell of it. */
export class Calls {
  private readonly later = new Later();

  constructor(private readonly parts: { numbers: Numbers; webhooks: Webhooks; clock: Clock }) {}

  begin(number: BusinessNumber, call: VoiceCall, { failsWith }: Fate): void {
    number.recordCall(call);
    if (failsWith !== undefined) {
      call.code = failsWith;
      return this.end(number, call, 'failed');
    }
    this.tell(number, call, ['connect', 'RINGING']);
    this.ring(number, call);
  }

  /** Goes on with a call after a restart. */
  resume(number: BusinessNumber, call: VoiceCall): void {
    number.recordCall(call);
    if (call.state === 'ringing') this.ring(number, call);
    else if (call.state === 'ended' && !call.told.includes('terminate')) this.tell(number, call, ['terminate']);
  }

  /** The customer takes it. */
  answer(number: BusinessNumber, call: VoiceCall): void {
    const now = this.parts.clock.now();
    call.state = 'talking';
    call.answeredAt = new Date(now).toISOString();
    number.customer(call.address).calls.answered(now);
    this.tell(number, call, ['ACCEPTED']);
  }

  /** It is over; a call that has ended before stays as it was. */
  end(number: BusinessNumber, call: VoiceCall, result: CallResult): void {
    if (call.state === 'ended') return;
    call.state = 'ended';
    call.endedAt = new Date(this.parts.clock.now()).toISOString();
    call.result = result;
    if (result !== 'answered' && result !== 'failed') number.customer(call.address).calls.notAnswered();
    this.tell(number, call, result === 'declined' ? ['REJECTED', 'terminate'] : ['terminate']);
  }

  close(): void {
    this.later.close();
  }

  private ring(number: BusinessNumber, call: VoiceCall): void {
    this.later.add(number, this.parts.numbers.settingsOf(number).ringMs, () => {
      if (call.state === 'ringing') this.end(number, call, 'missed');
    });
  }

  /** In the order, as often and as late as the number's settings say. */
  private tell(number: BusinessNumber, call: VoiceCall, news: readonly CallNews[]): void {
    const at = this.parts.clock.now();
    const customer = number.customer(call.address);
    const settings = this.parts.numbers.settingsOf(number);
    for (const { status, afterMs } of planStatuses({ ...settings, statuses: news })) {
      this.later.add(number, afterMs, () => {
        call.told.push(status);
        this.parts.webhooks.sendFrom(number, callContent(status, { number, customer, call, at }), 'calls');
      });
    }
  }
}
