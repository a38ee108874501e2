import type { MessageContent } from '@threadline/domain';
import { Agent } from 'undici';
import {
  callPermission,
  endCall,
  startCall,
  type CallAnswer,
  type CallPermissionAnswer,
  type NewCall,
} from './calls/calls.js';
import { callGraph, type Graph, type GraphOptions, type NoAnswer } from './graph/graph-call.js';
import { upload, type MediaFile, type UploadAnswer } from './media/upload.js';
import { graphMessage, type Envelope, type Recipient } from './sending/graph-message.js';
import { markRead, type ReadAnswer, type ReadMessage } from './sending/mark-read.js';
import { sendAnswer, type SendAnswer } from './sending/send-answer.js';
import {
  changeTemplateAnswer,
  createTemplateAnswer,
  listTemplatesAnswer,
  type ChangeTemplateAnswer,
  type CreateTemplateAnswer,
  type ListTemplatesAnswer,
} from './templates/template-answers.js';
import type { NewTemplate, TemplateEdit } from './templates/template.js';

/** A message to send. `callbackId` has 512 characters at most. What `beforeCall` throws is thrown on, and nothing was sent. */
export interface SendInput extends Envelope {
  phoneNumberId: string;
  content: MessageContent;
  beforeCall?: () => void;
}

const longestConnectMs = 3_000;
const templateFields = 'id,name,language,status,category,components,rejected_reason,quality_score';

/**
 * WhatsApp Cloud API. What the network or WhatsApp does is an answer, never an exception. There is no idempotency key for
 * sends and calls: one that ends `unknown` may have been made. https://developers.facebook.com/documentation/business-messaging/whatsapp
 */
export class WhatsAppClient {
  private readonly graph: Graph;

  constructor(options: GraphOptions) {
    // Much shorter than the whole call: a network that swallows packets shall show that nothing was sent, not leave it open.
    const connect = { timeout: Math.min(longestConnectMs, options.timeoutMs / 2) };
    this.graph = { ...options, connections: new Agent({ connect }) };
  }

  async send({ phoneNumberId, content, beforeCall, ...envelope }: SendInput): Promise<SendAnswer> {
    const body = graphMessage(content, envelope);
    const request = { method: 'POST', ownerId: phoneNumberId, path: 'messages', body, beforeCall } as const;
    return sendAnswer(await callGraph(this.graph, request));
  }

  markRead(message: ReadMessage): Promise<ReadAnswer> {
    return markRead(this.graph, message);
  }

  uploadMedia(phoneNumberId: string, file: MediaFile): Promise<UploadAnswer> {
    return upload(this.graph, phoneNumberId, file);
  }

  startCall(call: NewCall): Promise<CallAnswer> {
    return startCall(this.graph, call);
  }

  endCall(call: { phoneNumberId: string; callId: string }): Promise<{ outcome: 'ended' } | NoAnswer> {
    return endCall(this.graph, call);
  }

  callPermission(of: { phoneNumberId: string; to: Recipient }): Promise<CallPermissionAnswer> {
    return callPermission(this.graph, of);
  }

  async createTemplate(wabaId: string, template: NewTemplate): Promise<CreateTemplateAnswer> {
    const { parameterFormat, ...rest } = template;
    const body = { ...rest, ...(parameterFormat !== undefined && { parameter_format: parameterFormat }) };
    return createTemplateAnswer(
      await callGraph(this.graph, { method: 'POST', ownerId: wabaId, path: 'message_templates', body }),
    );
  }

  /** Replaces the components of a template, which is reviewed again. Only approved, rejected and paused ones can be edited. */
  async editTemplate(
    wabaId: string,
    id: string,
    { components, category }: TemplateEdit,
  ): Promise<ChangeTemplateAnswer> {
    const body = { components, ...(category !== undefined && { category }) };
    return changeTemplateAnswer(await callGraph(this.graph, { method: 'POST', ownerId: wabaId, node: id, body }));
  }

  /** Deletes a template in one language. A disabled one cannot be deleted. */
  async deleteTemplate(wabaId: string, { name, id }: { name: string; id: string }): Promise<ChangeTemplateAnswer> {
    const query = new URLSearchParams({ name, hsm_id: id });
    const path = `message_templates?${query.toString()}`;
    return changeTemplateAnswer(await callGraph(this.graph, { method: 'DELETE', ownerId: wabaId, path }));
  }

  /** One page of an account's templates, from `cursor` on. */
  async listTemplates(wabaId: string, cursor?: string): Promise<ListTemplatesAnswer> {
    const query = new URLSearchParams({
      fields: templateFields,
      limit: '100',
      ...(cursor !== undefined && { after: cursor }),
    });
    const path = `message_templates?${query.toString()}`;
    return listTemplatesAnswer(await callGraph(this.graph, { method: 'GET', ownerId: wabaId, path }));
  }
}
