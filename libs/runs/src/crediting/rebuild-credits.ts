import { contactsWithOrders, inTransaction, lockContact } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { Catalog } from '../catalog/catalog.js';
import { Crediting, type Recredited } from './crediting.js';

const pageSize = 500;
const first = '00000000-0000-0000-0000-000000000000';

/** What a rebuild has come to. */
export interface Rebuilt extends Recredited {
  contacts: number;
}

/**
 * Reckons who earned every order anew, of one workspace or of all, from the orders, messages and runs that are stored. A transaction a contact, so that it may
 * be broken off and run again. Tells its progress after every page.
 */
export async function rebuildCredits(
  dataSource: DataSource,
  { workspaceId, now, onProgress }: { workspaceId?: string; now: number; onProgress: (rebuilt: Rebuilt) => void },
): Promise<Rebuilt> {
  const crediting = new Crediting(new Catalog());
  const rebuilt: Rebuilt = { contacts: 0, kept: 0, given: 0, taken: 0 };
  for (let after: string | undefined = first; after !== undefined;) {
    const page = await contactsWithOrders(dataSource.manager, { workspaceId, after, limit: pageSize });
    for (const contactId of page) {
      const { kept, given, taken } = await inTransaction(dataSource, async (tx) => {
        await lockContact(tx, contactId);
        return crediting.recredit({ tx, now, owed: [] }, contactId);
      });
      rebuilt.contacts += 1;
      rebuilt.kept += kept;
      rebuilt.given += given;
      rebuilt.taken += taken;
    }
    onProgress(rebuilt);
    after = page.length < pageSize ? undefined : page.at(-1);
  }
  return rebuilt;
}
