import type { Clock } from '@threadline/platform';
import { addressOf, type Customer, type CustomerAddress } from '../customers/customer.js';
import { GraphError } from '../graph/graph-error.js';
import { graphParse } from '../graph/graph-parse.js';
import { callingCode, type BusinessNumber } from '../numbers/business-number.js';
import type { Numbers } from '../numbers/numbers.js';
import type { Settings } from '../numbers/settings.js';
import { fillTemplate } from '../templates/template-fill.js';
import type { Template } from '../templates/template.js';
import type { Templates } from '../templates/templates.js';
import { shown, type LedgerEntry } from './ledger-entry.js';
import { MarkAsRead, SendEnvelope, SentContent, type TemplateSend } from './message-request.js';
import { checkReferences } from './references.js';
import { render } from './render.js';
import type { Fate, Statuses } from './statuses.js';
import { newWamid } from './wamid.js';

interface MessageParts {
  numbers: Numbers;
  templates: Templates;
  statuses: Statuses;
  clock: Clock;
}

interface Send {
  number: BusinessNumber;
  envelope: SendEnvelope;
  content: SentContent;
  address: CustomerAddress;
  template: Template | undefined;
  request: unknown;
}

/** Accepts and refuses messages as WhatsApp does. */
export class MessagesService {
  constructor(private readonly parts: MessageParts) {}

  /** @throws {GraphError} saying why it is refused; then nothing was accepted. */
  accept(phoneNumberId: string, request: unknown, fate: Fate = {}): object {
    const send = this.read(phoneNumberId, request);
    const { number, content, template } = send;
    const rendered =
      content.type === 'template' && template ? fillTemplate(template, content.template) : renderFree(content);
    const customer = number.customer(send.address);
    const settings = this.parts.numbers.settingsOf(number);
    this.checkLimits(send, customer, settings);
    const entry = { ...this.entryOf(send), ...rendered };
    number.record(entry);
    if (asksForCalls(content)) customer.calls.asked(this.parts.clock.now());
    const hasStopped = template?.category === 'MARKETING' && customer.hasStoppedMarketing;
    this.parts.statuses.schedule(number, entry, { settings, failsWith: hasStopped ? 131050 : fate.failsWith });
    return answerOf(send, entry);
  }

  markAsRead(phoneNumberId: string, request: unknown): { success: true } {
    const { message_id: wamid, typing_indicator } = graphParse(MarkAsRead, request);
    const number = this.parts.numbers.of(phoneNumberId);
    if (!number.hasReceived(wamid)) throw new GraphError(131009, 'there is no such message');
    const at = new Date(this.parts.clock.now()).toISOString();
    number.recordRead({ messageId: wamid, at, typing: typing_indicator !== undefined });
    return { success: true };
  }

  private read(phoneNumberId: string, request: unknown): Send {
    const number = this.parts.numbers.of(phoneNumberId);
    const envelope = graphParse(SendEnvelope, request);
    const content = graphParse(SentContent, { ...(request as object), type: envelope.type });
    const address = recipientOf(envelope);
    if ('waId' in address && address.waId === number.displayPhone)
      throw new GraphError(131021, 'sender and recipient are the same');
    checkReferences({ number, address, envelope, content, now: this.parts.clock.now() });
    const template = content.type === 'template' ? this.templateOf(number, content.template) : undefined;
    return { number, envelope, content, address, template, request };
  }

  private templateOf({ wabaId }: BusinessNumber, { name, language }: TemplateSend): Template {
    const template = this.parts.templates.find(wabaId, { name, language: language.code });
    if (template?.status === 'PAUSED') throw new GraphError(132015, `template ${name} is paused`);
    if (template?.status === 'DISABLED') throw new GraphError(132016, `template ${name} is disabled`);
    if (template?.status !== 'APPROVED')
      throw new GraphError(132001, `template name (${name}) does not exist in ${language.code}`);
    return template;
  }

  private checkLimits({ number, template, content }: Send, customer: Customer, settings: Settings): void {
    const { throughput, pairLimit, callLimits: isLimited } = settings;
    const now = this.parts.clock.now();
    if (!template && !customer.isWindowOpen(now))
      throw new GraphError(131047, 'over 24 hours since the customer last replied');
    if (asksForCalls(content)) customer.calls.checkRequest({ now, isLimited });
    if (!number.hasThroughput(throughput, now)) throw new GraphError(130429, 'too many messages from this number');
    if (pairLimit && !customer.pair.take(now)) throw new GraphError(131056, 'too many messages to this customer');
  }

  private entryOf({
    number,
    envelope,
    content,
    address,
    template,
    request,
  }: Send): Omit<LedgerEntry, 'text' | 'buttons'> {
    const callbackId = envelope.biz_opaque_callback_data;
    const about = content.type === 'reaction' ? content.reaction.message_id : envelope.context?.message_id;
    return {
      wamid: newWamid(),
      at: new Date(this.parts.clock.now()).toISOString(),
      phoneNumberId: number.phoneNumberId,
      to: shown(address),
      address,
      type: content.type,
      ...(template && { template: { name: template.name, language: template.language, category: template.category } }),
      ...(callbackId !== undefined && { callbackId }),
      ...(about !== undefined && { about }),
      request,
      statuses: [],
    };
  }
}

const asksForCalls = (content: SentContent) =>
  content.type === 'interactive' && content.interactive.type === 'call_permission_request';

/** With both a phone and a user id, WhatsApp takes the phone. */
function recipientOf({ to, recipient }: SendEnvelope): CustomerAddress {
  const given = to ?? recipient;
  if (given === undefined) throw new GraphError(131008, 'to is missing');
  const address = addressOf(given, callingCode);
  if (!address) throw new GraphError(131009, 'to is not a phone number');
  return address;
}

const renderFree = (content: SentContent) => {
  if (content.type === 'template') throw new GraphError(132001, 'the template does not exist');
  return render(content);
};

function answerOf({ envelope, address, template }: Send, { wamid }: { wamid: string }): object {
  const reached = 'waId' in address ? { wa_id: address.waId } : { user_id: address.userId };
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: envelope.to ?? envelope.recipient, ...reached }],
    messages: [{ id: wamid, ...(template && { message_status: 'accepted' }) }],
  };
}
