import type { SendAnswer, SendInput, WebhookUpdate, WhatsAppClient } from '@threadline/whatsapp';
import type { LedgerEntry } from '../messages/ledger-entry.js';
import { eventually } from './eventually.js';
import type { Answer, RunningSandbox } from './running-sandbox.js';

/** The customer, unless a test names another. */
export const phone = '+391234567890';

/** A template with one variable and one quick reply. */
export const templateOf = (name: string, text = 'Hi {{1}}, your cart waits.') => ({
  name,
  category: 'MARKETING' as const,
  language: 'en',
  components: [
    { type: 'BODY', text },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Help me' }] },
  ],
});

/** The code of a refusal, else the outcome. */
export const codeOf = (answer: SendAnswer): number | string =>
  answer.outcome === 'rejected' ? answer.error.code : answer.outcome;

/** A number of the sandbox and one customer of it. */
export class TestNumber {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly client: WhatsAppClient;

  constructor(
    private readonly sandbox: RunningSandbox,
    ids: { phoneNumberId: string; wabaId: string },
  ) {
    this.phoneNumberId = ids.phoneNumberId;
    this.wabaId = ids.wabaId;
    this.client = sandbox.client();
  }

  /** A control route about this number. */
  order(path: string, body: object = {}): Promise<Answer> {
    return this.sandbox.control(path, { phoneNumberId: this.phoneNumberId, ...body });
  }

  send(
    content: SendInput['content'],
    { client = this.client, to = phone, replyTo }: { client?: WhatsAppClient; to?: string; replyTo?: string } = {},
  ): Promise<SendAnswer> {
    const { phoneNumberId } = this;
    return client.send({ phoneNumberId, to: { phone: to }, content, callbackId: 'm-1', replyTo });
  }

  sendText(text = 'hello'): Promise<SendAnswer> {
    return this.send({ kind: 'text', text });
  }

  sendTemplate(variables: Record<string, string> = { '1': 'Anna' }, name = 'cart'): Promise<SendAnswer> {
    return this.send({ kind: 'template', name, language: 'en', variables, buttons: [{ index: 0, payload: 'help' }] });
  }

  async approveTemplate(name = 'cart'): Promise<void> {
    await this.client.createTemplate(this.wabaId, templateOf(name));
    await this.toldOf('template_status', (updates) =>
      updates.some((update) => update.name === name && update.event === 'APPROVED'),
    );
  }

  /** The customer writes. */
  write(text: string, more: object = {}): Promise<Answer> {
    return this.order(`customers/${phone}/text`, { text, ...more });
  }

  /** The customer taps a button. */
  tap(button: string, more: object = {}): Promise<Answer> {
    return this.order(`customers/${phone}/tap`, { button, ...more });
  }

  async ledger(): Promise<LedgerEntry[]> {
    const { body } = await this.sandbox.control(`ledger?phoneNumberId=${this.phoneNumberId}`);
    return body['messages'] as LedgerEntry[];
  }

  /** Waits until the receiver was told enough about this number, and gives it. */
  toldOf<K extends WebhookUpdate['kind']>(
    kind: K,
    isEnough: (updates: Extract<WebhookUpdate, { kind: K }>[]) => boolean,
  ): Promise<Extract<WebhookUpdate, { kind: K }>[]> {
    return eventually(() => this.sandbox.receiver.told(this.wabaId, kind), isEnough);
  }

  /** The statuses the receiver was told; deliveries overtake each other. */
  async statuses(count: number): Promise<string[]> {
    return (await this.toldOf('status', ({ length }) => length >= count)).map(({ status }) => status);
  }

  /** The statuses of all messages in the order in which they were put on their way. */
  async reported(): Promise<string[]> {
    return (await this.ledger()).flatMap(({ statuses }) => statuses.map(({ status }) => status));
  }
}
