import { ApiKeyEntity } from './api-key.entity.js';
import { AutomationVersionEntity } from './automation-version.entity.js';
import { AutomationEntity } from './automation.entity.js';
import { ConnectionEntity } from './connection.entity.js';
import { ConsentRecordEntity } from './consent-record.entity.js';
import { ContactDateEntity } from './contact-date.entity.js';
import { ContactFieldEntity } from './contact-field.entity.js';
import { ContactIdentityEntity } from './contact-identity.entity.js';
import { ContactListEntity } from './contact-list.entity.js';
import { ContactTagEntity } from './contact-tag.entity.js';
import { ContactEntity } from './contact.entity.js';
import { ConversationOperatorEntity } from './conversation-operator.entity.js';
import { ConversationEntity } from './conversation.entity.js';
import { DeadLetterEntity } from './dead-letter.entity.js';
import { DispatchEntity } from './dispatch.entity.js';
import { EarlyOrderNewsEntity } from './early-order-news.entity.js';
import { EarlyStatusEntity } from './early-status.entity.js';
import { EndingEventEntity } from './ending-event.entity.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { ListEntity } from './list.entity.js';
import { MediaUploadEntity } from './media-upload.entity.js';
import { MessageEntity } from './message.entity.js';
import { NoteEntity } from './note.entity.js';
import { OperatorEntity } from './operator.entity.js';
import { OutboxEntity } from './outbox.entity.js';
import { PhoneNumberEntity } from './phone-number.entity.js';
import { PhraseClaimEntity } from './phrase-claim.entity.js';
import { RunCallEntity } from './run-call.entity.js';
import { RunInboxEntity } from './run-inbox.entity.js';
import { RunTrailEntity } from './run-trail.entity.js';
import { RunEntity } from './run.entity.js';
import { ShopCartEntity } from './shop-cart.entity.js';
import { ShopOrderEntity } from './shop-order.entity.js';
import { SigningSecretEntity } from './signing-secret.entity.js';
import { SweepEntity } from './sweep.entity.js';
import { TeamOperatorEntity } from './team-operator.entity.js';
import { TeamEntity } from './team.entity.js';
import { TemplateEntity } from './template.entity.js';
import { TemplateSyncEntity } from './template-sync.entity.js';
import { TicketCounterEntity } from './ticket-counter.entity.js';
import { TicketHistoryEntity } from './ticket-history.entity.js';
import { TicketEntity } from './ticket.entity.js';
import { WorkspaceEntity } from './workspace.entity.js';

/** Every table the schema is compared with. `seen_event` is hash-partitioned and stands in its migration alone. */
export const entities = [
  ApiKeyEntity,
  AutomationEntity,
  AutomationVersionEntity,
  ConnectionEntity,
  ConsentRecordEntity,
  ContactDateEntity,
  ContactEntity,
  ContactFieldEntity,
  ContactIdentityEntity,
  ContactListEntity,
  ContactTagEntity,
  ConversationEntity,
  ConversationOperatorEntity,
  DeadLetterEntity,
  DispatchEntity,
  EarlyOrderNewsEntity,
  EarlyStatusEntity,
  EndingEventEntity,
  IdempotencyKeyEntity,
  ListEntity,
  MediaUploadEntity,
  MessageEntity,
  NoteEntity,
  OperatorEntity,
  OutboxEntity,
  PhoneNumberEntity,
  PhraseClaimEntity,
  RunCallEntity,
  RunEntity,
  RunInboxEntity,
  RunTrailEntity,
  ShopCartEntity,
  ShopOrderEntity,
  SigningSecretEntity,
  SweepEntity,
  TeamEntity,
  TeamOperatorEntity,
  TemplateEntity,
  TemplateSyncEntity,
  TicketCounterEntity,
  TicketEntity,
  TicketHistoryEntity,
  WorkspaceEntity,
];
