export { classifyError, meaningOf, type ClassifiedError } from './errors/classify-error.js';
export { errorTable, type ErrorClass, type ErrorMeaning } from './errors/error-table.js';
export { GraphErrorBody } from './errors/graph-error-body.js';
export type { CallAnswer, CallPermissionAnswer } from './calls/calls.js';
export type { GraphOptions, NoAnswer, TokenOf } from './graph/graph-call.js';
export { mediaLivesMs, type MediaFile, type UploadAnswer } from './media/upload.js';
export type { ReadAnswer } from './sending/mark-read.js';
export type { Recipient } from './sending/graph-message.js';
export type { SendAnswer } from './sending/send-answer.js';
export type { ChangeTemplateAnswer, CreateTemplateAnswer, ListTemplatesAnswer } from './templates/template-answers.js';
export { ListedTemplate, NewTemplate, TemplateComponent, type TemplateEdit } from './templates/template.js';
export { UnreadableWebhook } from './webhooks/envelope.js';
export { parseWebhook } from './webhooks/parse-webhook.js';
export { isSignedBy, signBody } from './webhooks/signature.js';
export { addresseeOf, routeOf, toEvents, type Addressee, type WhatsAppEvent } from './webhooks/to-events.js';
export type {
  MessageUpdate,
  StatusUpdate,
  TemplateStatusUpdate,
  UnsupportedUpdate,
  WebhookContact,
  WebhookUpdate,
} from './webhooks/webhook-update.js';
export { WhatsAppClient, type SendInput } from './whatsapp-client.js';
