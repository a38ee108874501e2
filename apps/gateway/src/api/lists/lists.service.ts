import { Injectable } from '@nestjs/common';
import {
  emit,
  ensureLists,
  inTransaction,
  joinList,
  leaveList,
  listOf,
  listsNamed,
  listsPage,
  lockContacts,
  type List,
  type ListDetails,
  type Page,
  type PageRequest,
  type Tx,
} from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../../http/problem.js';
import { listJoined, listLeft } from '../contacts/contact-events.js';
import type { MembersChanged } from './list.schemas.js';

const ways = {
  join: { write: joinList, tell: listJoined },
  leave: { write: leaveList, tell: listLeft },
} as const;

/** Which contacts of a list are told of. */
export interface Membership {
  workspaceId: string;
  listId: string;
  contactIds: readonly string[];
}

/** Lists of contacts, and who is on them. */
@Injectable()
export class ListsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  page(workspaceId: string, page: PageRequest): Promise<Page<ListDetails>> {
    return listsPage(this.dataSource.manager, workspaceId, page);
  }

  /** Makes the list unless the workspace has one of that name. */
  save(workspaceId: string, name: string): Promise<List> {
    return inTransaction(this.dataSource, async (tx) => {
      await ensureLists(tx, workspaceId, [name]);
      const [list] = await listsNamed(tx, workspaceId, [name]);
      if (!list) throw new RequestProblem('list_not_found', `The list "${name}" was removed meanwhile`);
      return list;
    });
  }

  /** Lets contacts join or leave, and tells of each whose membership changed. */
  change(way: keyof typeof ways, { workspaceId, listId, contactIds }: Membership): Promise<MembersChanged> {
    return inTransaction(this.dataSource, async (tx) => {
      const list = await existing(tx, workspaceId, listId);
      const known = await lockContacts(tx, workspaceId, contactIds);
      const { write, tell } = ways[way];
      const changed = await write(tx, listId, known);
      const at = this.clock.now();
      await emit(
        tx,
        changed.map((contactId) => tell({ workspaceId, contactId, at }, { listId, list: list.name })),
      );
      const isKnown = new Set(known);
      return { changed: changed.length, unknown: contactIds.filter((id) => !isKnown.has(id)) };
    });
  }
}

async function existing(tx: Tx, workspaceId: string, listId: string): Promise<List> {
  const list = await listOf(tx, workspaceId, listId);
  if (!list) throw new RequestProblem('list_not_found', `There is no list ${listId}`);
  return list;
}
