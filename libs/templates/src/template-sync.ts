import { claimSync, recordListing, type ChangedTemplate, type SyncedTemplate, type Tx } from '@threadline/persistence';
import type { ListedTemplate } from '@threadline/whatsapp';
import { TemplatesAtWhatsApp, type TemplateApi } from './at-whatsapp.js';
import { bodyTextOf } from './new-template.js';
import { categoryOf, statusOf } from './template-status.js';
import { variablesOf } from './template-text.js';

/** How old the comparison of an account's templates with WhatsApp's may get. */
export const syncEveryMs = 60 * 60_000;

/** Everything WhatsApp had of an account, as of a moment. */
export interface Listing {
  wabaId: string;
  listedAt: number;
  templates: SyncedTemplate[];
}

/** Compares the templates of accounts with WhatsApp's: what was created, reviewed or deleted there without a webhook that we heard. */
export class TemplateSync {
  private readonly atWhatsApp: TemplatesAtWhatsApp;

  constructor(api: TemplateApi) {
    this.atWhatsApp = new TemplatesAtWhatsApp(api);
  }

  /** The next account whose turn it is. It has its turn again after {@link syncEveryMs}, whatever comes of this one. */
  nextDue(tx: Tx, now: number): Promise<string | undefined> {
    return claimSync(tx, { now, before: now - syncEveryMs });
  }

  /** Asks WhatsApp. Throws WhatsAppUnavailable. */
  async list(wabaId: string, now: number): Promise<Listing> {
    const listed = await this.atWhatsApp.list(wabaId);
    return { wabaId, listedAt: now, templates: listed.map(syncedOf) };
  }

  /** Takes a listing over. Returns the templates whose status changed, so that waiting runs can be woken. */
  record(tx: Tx, { wabaId, ...listing }: Listing): Promise<ChangedTemplate[]> {
    return recordListing(tx, wabaId, listing);
  }
}

const syncedOf = ({ id, name, language, ...listed }: ListedTemplate): SyncedTemplate => ({
  providerId: id,
  name,
  language,
  category: categoryOf(listed.category) ?? 'marketing',
  status: statusOf(listed.status),
  statusReason:
    listed.rejected_reason === undefined || listed.rejected_reason === 'NONE' ? null : listed.rejected_reason,
  components: listed.components,
  variables: variablesOf(bodyTextOf(listed.components)),
});
