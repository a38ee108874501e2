import { Agent } from 'undici';
import { callGraph, type Graph, type GraphOptions } from './graph/graph-call.js';
import { graphMessage, type Recipient } from './sending/graph-message.js';
import type { OutgoingContent } from './sending/outgoing-content.js';
import { sendAnswer, type SendAnswer } from './sending/send-answer.js';
import {
  createTemplateAnswer,
  listTemplatesAnswer,
  type CreateTemplateAnswer,
  type ListTemplatesAnswer,
} from './templates/template-answers.js';
import type { NewTemplate } from './templates/template.js';

/** A message to send. `callbackId` (512 characters at most) comes back in every status of it. */
export interface SendInput {
  phoneNumberId: string;
  to: Recipient;
  content: OutgoingContent;
  callbackId: string;
}

const longestConnectMs = 3_000;
const templateFields = 'id,name,language,status,category,components';

/**
 * WhatsApp Cloud API. What the network or WhatsApp does is an answer, never an exception. There is no idempotency key for
 * sends: one that ends `unknown` may have been sent. https://developers.facebook.com/documentation/business-messaging/whatsapp
 */
export class WhatsAppClient {
  private readonly graph: Graph;

  constructor(options: GraphOptions) {
    // Much shorter than the whole call: a network that swallows packets shall show that nothing was sent, not leave it open.
    const connect = { timeout: Math.min(longestConnectMs, options.timeoutMs / 2) };
    this.graph = { ...options, connections: new Agent({ connect }) };
  }

  async send({ phoneNumberId, to, content, callbackId }: SendInput): Promise<SendAnswer> {
    const path = `${encodeURIComponent(phoneNumberId)}/messages`;
    return sendAnswer(
      await callGraph(this.graph, { method: 'POST', path, body: graphMessage(to, content, callbackId) }),
    );
  }

  async createTemplate(wabaId: string, template: NewTemplate): Promise<CreateTemplateAnswer> {
    const { parameterFormat, ...rest } = template;
    const body = { ...rest, ...(parameterFormat !== undefined && { parameter_format: parameterFormat }) };
    return createTemplateAnswer(await callGraph(this.graph, { method: 'POST', path: templatesOf(wabaId), body }));
  }

  /** One page of an account's templates, from `cursor` on. */
  async listTemplates(wabaId: string, cursor?: string): Promise<ListTemplatesAnswer> {
    const query = new URLSearchParams({
      fields: templateFields,
      limit: '100',
      ...(cursor !== undefined && { after: cursor }),
    });
    return listTemplatesAnswer(
      await callGraph(this.graph, { method: 'GET', path: `${templatesOf(wabaId)}?${query.toString()}` }),
    );
  }
}

const templatesOf = (wabaId: string) => `${encodeURIComponent(wabaId)}/message_templates`;
