import { dateEvent, dateReach, nextDate, type DateTrigger, type Stretch } from '@threadline/automation';
import { runIdOf } from '@threadline/contracts';
import { contactsOfDays, datedVersions, loadContact, type DatedContact, type DatedRow } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Work } from '../work.js';
import type { Candidate } from './entries.js';
import type { Called } from './page-entries.js';

/** How many contacts a page has, more or less, and how many automations it looks at. */
const pageSize = 200;
const pageAutomations = 100;

/** Where a sweep stands: its stretch of time, the automation, the how-manyth of its triggers, and behind which contact. */
export interface Place extends Stretch {
  automationId?: string;
  trigger?: number;
  contactId?: string;
}

export const cursorOf = (place: Place): string => JSON.stringify(place);
export const placeAt = (cursor: string): Place => JSON.parse(cursor) as Place;

/** A date trigger of an enabled automation. */
interface Dated {
  row: DatedRow;
  trigger: DateTrigger;
  /** The how-manyth of its automation. */
  nth: number;
}

/** Finds the contacts whose dates arrive within a stretch of time. */
export class DatesPage {
  constructor(private readonly catalog: Catalog) {}

  /** A page from a place on, and the place behind it unless it is the last. */
  async at(work: Work, place: Place): Promise<{ called: Called[]; next?: Place }> {
    const { from, to } = place;
    const rows = await datedVersions(work.tx, place.automationId, pageAutomations);
    const called: Called[] = [];
    for (const dated of await this.triggersOf(work, rows, place)) {
      const { automationId } = dated.row;
      const stretch = { from: Math.max(from, dated.row.enabledAt - 1), to };
      const found = await this.find(work, dated, { stretch, place });
      called.push(...found.flatMap((contact) => call(dated, contact, stretch)));
      const last = found.length < pageSize ? undefined : found.at(-1);
      if (last) return { called, next: { from, to, automationId, trigger: dated.nth, contactId: last.id } };
      if (called.length >= pageSize) return { called, next: { from, to, automationId, trigger: dated.nth + 1 } };
    }
    const last = rows.length < pageAutomations ? undefined : rows.at(-1);
    return { called, ...(last && { next: { from, to, automationId: last.automationId, trigger: beyond } }) };
  }

  /** The date triggers of automations in their order, those before the place left out. */
  private async triggersOf({ tx }: Work, rows: readonly DatedRow[], place: Place): Promise<Dated[]> {
    const dated: Dated[] = [];
    for (const row of rows) {
      const { triggers } = (await this.catalog.version(tx, row.automationId, row.version)).definition;
      const first = row.automationId === place.automationId ? (place.trigger ?? 0) : 0;
      for (const [nth, trigger] of triggers.entries())
        if (trigger.type === 'date' && nth >= first) dated.push({ row, trigger, nth });
    }
    return dated;
  }

  private async find(
    { tx }: Work,
    { row, trigger, nth }: Dated,
    { stretch, place }: { stretch: Stretch; place: Place },
  ): Promise<DatedContact[]> {
    const days = think(() => dateReach(trigger, stretch));
    if (days.length === 0) return [];
    const { field, yearly } = trigger;
    const after = row.automationId === place.automationId && nth === place.trigger ? place.contactId : undefined;
    return contactsOfDays(tx, { workspaceId: row.workspaceId, field, days, yearly, after, limit: pageSize });
  }
}

/** More than an automation has triggers. */
const beyond = 1_000_000;

/** The field and the zone may change before the lock is had: then the run must still be the same, at a moment of the stretch. */
function call(dated: Dated, contact: DatedContact, stretch: Stretch): Called[] {
  const candidate = candidateOf(dated, contact, stretch);
  if (!candidate) return [];
  const { id: runId, contactId } = candidate;
  const judge = async ({ tx }: Work) => {
    const now = await loadContact(tx, contactId);
    const { timeZone, fields } = now.contact;
    const again = candidateOf(dated, { id: contactId, timeZone, value: fields[dated.trigger.field] }, stretch);
    return again?.id === runId ? again : undefined;
  };
  return [{ contactId, runId, candidate: judge }];
}

/** The run of a contact whose date arrives within the stretch. */
function candidateOf(
  { row, trigger }: Dated,
  { id: contactId, value, timeZone: zone }: DatedContact,
  { from, to }: Stretch,
): Candidate | undefined {
  const arriving = think(() => nextDate(trigger, value, { now: from + 1, zone }));
  if (!arriving || arriving.at > to) return undefined;
  return {
    id: runIdOf(row.automationId, trigger.id, `${contactId}/${arriving.date}`),
    workspaceId: row.workspaceId,
    automationId: row.automationId,
    automationSlug: row.slug,
    version: row.version,
    contactId,
    triggerId: trigger.id,
    key: '',
    triggerEvent: dateEvent(trigger, arriving, value),
    causationDepth: 0,
  };
}
