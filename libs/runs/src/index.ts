export { AdvanceRun } from './advancing/advance-run.js';
export { OutgoingCalls } from './calling/outgoing-calls.js';
export { overlapMs, SigningSecrets, type SigningSecretFacts } from './calling/signing-secrets.js';
export { Catalog, type PublishedVersion } from './catalog/catalog.js';
export { Chats, type ToChat } from './chats/chats.js';
export { ChatNotAssigned, ConversationNotFound, UnknownOperator } from './chats/errors.js';
export { Contacts, type ToldConsent } from './contacts/contacts.js';
export { rebuildCredits, type Rebuilt } from './crediting/rebuild-credits.js';
export { DateEntries } from './entering/date-entries.js';
export { ScheduledEntries } from './entering/scheduled-entries.js';
export {
  ManualStarts,
  NoManualTrigger,
  NotEnabled,
  type ManuallyStarted,
  type ManualStart,
} from './entering/manual-starts.js';
export { HandleEvent, type SingleEvent } from './events/handle-event.js';
export { TemplateChanges, type ChangedTemplate } from './events/template-changes.js';
export { Statuses } from './events/statuses.js';
export { Housekeeping, UnknownChore } from './housekeeping/housekeeping.js';
export { OutboxRelay, type EventSink } from './relay/outbox-relay.js';
export { OutgoingMessages } from './sending/outgoing-messages.js';
export type { SendDecision } from './sending/send-decision.js';
export { MessageNotFound, NotToSettle, Settling, type SettledAs } from './sending/settling.js';
export { Later } from './sending/settlements.js';
export { LostRuns, type Tended } from './restoring/lost-runs.js';
export { Reconciling, type RepairCase, type RepairDecision } from './restoring/reconciling.js';
export { runServices, type RunServices, type RunServicesOptions } from './services.js';
export { TemporalRuns } from './temporal/temporal-runs.js';
export { Workbench, type Work } from './work.js';
