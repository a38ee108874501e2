import type { WorkCalendar } from '@threadline/domain';
import type { Tx } from '../transaction.js';

/** When the workspace works, as stored. Null when nobody has said. */
export async function calendarOf(tx: Tx, workspaceId: string): Promise<WorkCalendar | null> {
  const [row] = await tx.query<{ calendar: WorkCalendar | null }[]>(`select calendar from workspace where id = $1`, [
    workspaceId,
  ]);
  return row?.calendar ?? null;
}

/** Says when the workspace works, or with null that nobody does any more. */
export async function setCalendar(tx: Tx, workspaceId: string, calendar: WorkCalendar | null): Promise<void> {
  await tx.query(`update workspace set calendar = $2 where id = $1`, [
    workspaceId,
    calendar && JSON.stringify(calendar),
  ]);
}
