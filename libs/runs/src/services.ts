import type { Client } from '@temporalio/client';
import type { Clock } from '@threadline/platform';
import type { Chore } from '@threadline/contracts';
import type { DataSource } from 'typeorm';
import { AdvanceRun } from './advancing/advance-run.js';
import { RunRequests } from './advancing/changes/run-requests.js';
import { Decisions } from './advancing/decisions.js';
import { Moves } from './advancing/moves.js';
import { Catalog } from './catalog/catalog.js';
import { Chats, releasingChore } from './chats/chats.js';
import { Contacts } from './contacts/contacts.js';
import { Crediting } from './crediting/crediting.js';
import { Endings } from './ending/endings.js';
import { OptOuts } from './ending/opt-outs.js';
import { DateEntries } from './entering/date-entries.js';
import { DatesPage } from './entering/dates-page.js';
import { Entries } from './entering/entries.js';
import { PageEntries } from './entering/page-entries.js';
import { ScheduledEntries } from './entering/scheduled-entries.js';
import { ContactEvents } from './events/contact-events.js';
import { ManualStarts } from './entering/manual-starts.js';
import { HandleEvent } from './events/handle-event.js';
import { retentionChores } from './housekeeping/retention.js';
import { sweepingChores } from './housekeeping/sweeping.js';
import { InboundMessages } from './events/inbound-messages.js';
import { RunNews } from './events/run-news.js';
import { Starting } from './events/starting.js';
import { TemplateChanges } from './events/template-changes.js';
import { Statuses } from './events/statuses.js';
import type { FileSource } from './sending/files/uploads.js';
import { OutgoingMessages, type Sender } from './sending/outgoing-messages.js';
import { WhatsAppNews } from './events/whatsapp-news.js';
import { LostRuns } from './restoring/lost-runs.js';
import { Reconciling } from './restoring/reconciling.js';
import { RunWorkflows } from './restoring/run-workflows.js';
import type { SendDecision } from './sending/send-decision.js';
import { Settling, settlingChore } from './sending/settling.js';
import { TemporalRuns, type TemporalRunsOptions } from './temporal/temporal-runs.js';
import { Workbench } from './work.js';

export interface RunServicesOptions extends TemporalRunsOptions {
  dataSource: DataSource;
  client: Client;
  /** Hears of contacts that could not enter by our own defect. */
  onDefect?: (contactId: string, error: Error) => void;
}

/** The use cases of runs, wired once for whoever hosts them. */
export interface RunServices {
  handleEvent: HandleEvent;
  manualStarts: ManualStarts;
  scheduledEntries: ScheduledEntries;
  dateEntries: DateEntries;
  statuses: Statuses;
  templateChanges: TemplateChanges;
  settling: Settling;
  chats: Chats;
  contacts: Contacts;
  temporal: TemporalRuns;
  lostRuns: LostRuns;
  reconciling: Reconciling;
  /** Chores over runs. */
  chores: Chore[];
  advanceRun(clock: Clock, onStalled?: (runId: string, error: Error) => void): AdvanceRun;
  outgoing(over: {
    whatsapp: Sender;
    files: FileSource;
    clock: Clock;
    monotonicMs?: () => number;
    onDecision?: (decision: SendDecision) => void;
  }): OutgoingMessages;
}

/** Wires the use cases of runs over a database and Temporal. */
export function runServices({ dataSource, client, ...options }: RunServicesOptions): RunServices {
  const catalog = new Catalog();
  const temporal = new TemporalRuns(dataSource, client, options);
  const workbench = new Workbench(dataSource, temporal);
  const workflows = new RunWorkflows(client);
  const lostRuns = new LostRuns(dataSource, workbench, workflows);
  const decisions = new Decisions(catalog);
  const endings = new Endings(decisions);
  const entries = new Entries(catalog, { decisions, endings });
  const pages = new PageEntries(workbench, entries, options.onDefect);
  const requests = new RunRequests(catalog, { endings, entries });
  const moves = new Moves({ decisions, entries, requests });
  const starting = new Starting({ catalog, endings, entries });
  const news = new RunNews({ catalog, endings });
  const optOuts = new OptOuts(endings);
  const messages = new InboundMessages({ news, optOuts, starting });
  const whatsapp = new WhatsAppNews({ optOuts });
  const others = new ContactEvents({ crediting: new Crediting(catalog), news, starting });
  const settling = new Settling(workbench);
  const chats = new Chats(dataSource, workbench);
  return {
    handleEvent: new HandleEvent(dataSource, workbench, { catalog, messages, moves, whatsapp, others }),
    manualStarts: new ManualStarts(workbench, { catalog, entries }),
    statuses: new Statuses(workbench),
    scheduledEntries: new ScheduledEntries(workbench, { catalog, pages }),
    dateEntries: new DateEntries(workbench, { page: new DatesPage(catalog), pages }),
    templateChanges: new TemplateChanges(workbench),
    settling,
    chats,
    contacts: new Contacts(workbench, optOuts),
    temporal,
    lostRuns,
    reconciling: new Reconciling(dataSource, workbench, { endings, workflows }),
    chores: [
      settlingChore(settling),
      releasingChore(chats),
      ...sweepingChores({ dataSource, workbench, workflows, lostRuns }),
      ...retentionChores(dataSource),
    ],
    advanceRun: (clock, onStalled) => new AdvanceRun(dataSource, workbench, { endings, moves, clock }, onStalled),
    outgoing: (over) => OutgoingMessages.create({ dataSource, workbench, catalog, ...over }),
  };
}
