import type { Tx } from '../transaction.js';
import type { Operator } from './operators.repository.js';
import { at } from './runs.repository.js';

/** A team at its next turn. */
export interface TeamTurn {
  teamId: string;
  turn: number;
}

/** How a team chooses who gets a chat. */
export type TeamChoice = 'round_robin' | 'least_busy';

/**
 * Takes the team's next turn, and the team with it until the transaction ends: two assignments at once choose one after the
 * other, and the second sees the first. Undefined when there is no such team.
 */
export async function takeTurn(tx: Tx, workspaceId: string, team: string): Promise<TeamTurn | undefined> {
  const [rows] = await tx.query<[TeamTurn[], number]>(
    `update team set turns = turns + 1 where workspace_id = $1 and name = $2 returning id as "teamId", turns as turn`,
    [workspaceId, team],
  );
  return rows[0];
}

/** The team's members who have the chat already. */
export async function membersWith(tx: Tx, conversationId: string, teamId: string): Promise<string[]> {
  const rows = await tx.query<{ operator_id: string }[]>(
    `select c.operator_id from conversation_operator c
     join team_operator m on m.operator_id = c.operator_id and m.team_id = $2 where c.conversation_id = $1`,
    [conversationId, teamId],
  );
  return rows.map((row) => row.operator_id);
}

/**
 * Chooses who of the team is next: who waited for the most turns, or has the fewest chats and then waited for the most turns.
 * In the statement after {@link takeTurn}. Undefined when nobody of the team may be assigned a chat.
 */
export async function chooseMember(
  tx: Tx,
  { teamId, turn }: TeamTurn,
  { by, now }: { by: TeamChoice; now: number },
): Promise<Operator | undefined> {
  const [rows] = await tx.query<[Operator[], number]>(
    `with next as (
       select m.operator_id, o.name from team_operator m join operator o on o.id = m.operator_id and o.role <> 'viewer'
       where m.team_id = $1
       order by case $3 when 'least_busy' then
         (select count(*) from conversation_operator c where c.operator_id = m.operator_id) end, m.last_turn, m.operator_id
       limit 1)
     update team_operator m set last_turn = $2, last_assigned_at = $4 from next
     where m.team_id = $1 and m.operator_id = next.operator_id returning next.operator_id as id, next.name`,
    [teamId, turn, by, at(now)],
  );
  return rows[0];
}
