import { Injectable } from '@nestjs/common';
import {
  addTags,
  cartsPage,
  contactsPage,
  emit,
  findContact,
  giveConsent,
  setFields,
  type CartDetails,
  type ContactDetails,
  type Page,
  type PageRequest,
  type Tx,
} from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import { Contacts, type ToldConsent } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../../http/problem.js';
import { consentGiven, fieldChanged, tagAdded } from './contact-events.js';
import type { SaveContact } from './contact.schemas.js';
import { typedFields } from './typed-fields.js';

/** Contacts as the API works on them. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  /**
   * Finds the contact by any of its identities, or creates it, and adds what is told: identities and facts that were missing,
   * tags, fields, consent. Throws UnknownContact for an id that does not exist.
   */
  save(workspaceId: string, told: SaveContact): Promise<{ contact: ContactDetails; created: boolean }> {
    return this.contacts.with(
      { workspaceId, reference: told },
      this.clock.now(),
      async ({ tx }, { contactId, created }) => {
        await this.add(tx, { workspaceId, contactId }, told);
        return { contact: await existing(tx, workspaceId, contactId), created };
      },
    );
  }

  /** Opts a contact out of marketing, which ends its runs, or back in. Throws UnknownContact. */
  async setConsent(told: ToldConsent): Promise<ContactDetails> {
    await this.contacts.tell(told, this.clock.now());
    return this.get(told.workspaceId, told.contactId);
  }

  list(workspaceId: string, page: PageRequest): Promise<Page<ContactDetails>> {
    return contactsPage(this.dataSource.manager, workspaceId, page);
  }

  get(workspaceId: string, id: string): Promise<ContactDetails> {
    return existing(this.dataSource.manager, workspaceId, id);
  }

  /** A contact's carts, and the moment by which they are looked at. */
  async carts(workspaceId: string, id: string, page: PageRequest): Promise<{ page: Page<CartDetails>; now: number }> {
    const contact = await this.get(workspaceId, id);
    return { page: await cartsPage(this.dataSource.manager, contact.id, page), now: this.clock.now() };
  }

  private async add(
    tx: Tx,
    { workspaceId, contactId }: { workspaceId: string; contactId: string },
    { tags, fields, consent }: SaveContact,
  ): Promise<void> {
    const at = this.clock.now();
    const added = await addTags(tx, contactId, tags);
    const changed = await setFields(tx, contactId, await typedFields(tx, { workspaceId, contactId }, fields));
    const isGiven = consent !== undefined && (await giveConsent(tx, contactId, { at, via: 'api' }));
    const about = { workspaceId, contactId, at };
    await emit(tx, [
      ...added.map((tag) => tagAdded(about, tag)),
      ...changed.map((change) => fieldChanged(about, change)),
      ...(isGiven ? [consentGiven(about)] : []),
    ]);
  }
}

async function existing(tx: Tx, workspaceId: string, id: string): Promise<ContactDetails> {
  const contact = await findContact(tx, workspaceId, id);
  if (!contact) throw new RequestProblem('contact_not_found', `There is no contact ${id}`);
  return contact;
}
