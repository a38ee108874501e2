import { ApiKeyEntity } from './api-key.entity.js';
import { AutomationVersionEntity } from './automation-version.entity.js';
import { AutomationEntity } from './automation.entity.js';
import { ContactIdentityEntity } from './contact-identity.entity.js';
import { ContactTagEntity } from './contact-tag.entity.js';
import { ContactEntity } from './contact.entity.js';
import { ConversationEntity } from './conversation.entity.js';
import { DispatchEntity } from './dispatch.entity.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { MessageEntity } from './message.entity.js';
import { OutboxEntity } from './outbox.entity.js';
import { PhoneNumberEntity } from './phone-number.entity.js';
import { PhraseClaimEntity } from './phrase-claim.entity.js';
import { RunInboxEntity } from './run-inbox.entity.js';
import { RunTrailEntity } from './run-trail.entity.js';
import { RunEntity } from './run.entity.js';
import { ShopOrderEntity } from './shop-order.entity.js';
import { TemplateEntity } from './template.entity.js';
import { WorkspaceEntity } from './workspace.entity.js';

/** Every table the schema is compared with. `seen_event` is hash-partitioned and stands in its migration alone. */
export const entities = [
  ApiKeyEntity,
  AutomationEntity,
  AutomationVersionEntity,
  ContactEntity,
  ContactIdentityEntity,
  ContactTagEntity,
  ConversationEntity,
  DispatchEntity,
  IdempotencyKeyEntity,
  MessageEntity,
  OutboxEntity,
  PhoneNumberEntity,
  PhraseClaimEntity,
  RunEntity,
  RunInboxEntity,
  RunTrailEntity,
  ShopOrderEntity,
  TemplateEntity,
  WorkspaceEntity,
];
