import type { Stage } from '@threadline/runs/testing';
import { contentOf, type Line, type Played, type Sent, wordsOf } from './played.js';

/** What production has written down of a workspace and its only contact. */
export class Records {
  constructor(
    private readonly stage: Stage,
    private readonly contactId: () => string,
  ) {}

  /** Runs that have something to do now: their time has come, they heard of something, or an effect is open. */
  async restless(now: number): Promise<string[]> {
    const rows: { id: string }[] = await this.stage.dataSource.query(
      `select r.id from run r where r.workspace_id = $1 and r.state in ('armed', 'active') and (r.wake_at <= $2
         or exists (select 1 from run_inbox i where i.run_id = r.id and i.consumed_at is null)
         or exists (select 1 from message m where m.run_id = r.id and m.effect_state in ('open', 'done'))
         or exists (select 1 from run_call c where c.run_id = r.id and c.effect_state in ('open', 'done')))
       order by r.wake_at, r.created_at`,
      [this.stage.workspace.id, new Date(now)],
    );
    return rows.map(({ id }) => id);
  }

  /** When the next run wakes by itself. */
  async wakeAt(): Promise<number> {
    const [row]: { at: Date | null }[] = await this.stage.dataSource.query(
      `select min(wake_at) as at from run where workspace_id = $1 and state in ('armed', 'active')`,
      [this.stage.workspace.id],
    );
    return row?.at?.getTime() ?? Infinity;
  }

  /** Ids of the runs in the order they came to be. */
  async runIds(): Promise<string[]> {
    const rows: { id: string }[] = await this.stage.dataSource.query(
      `select r.id from run r where workspace_id = $1 order by (select min(t.id) from run_trail t where t.run_id = r.id)`,
      [this.stage.workspace.id],
    );
    return rows.map(({ id }) => id);
  }

  /** What became of it. */
  async played(): Promise<Played> {
    const runs = [];
    for (const id of await this.runIds()) runs.push(await this.run(id));
    const [contact]: Played['contact'][] = await this.stage.dataSource.query(
      `select marketing_consent as consent, blocked,
         (select coalesce(array_agg(tag order by tag), '{}') from contact_tag where contact_id = c.id) as tags,
         (select coalesce(array_agg(l.name order by l.name), '{}') from contact_list m join list l on l.id = m.list_id
           where m.contact_id = c.id) as lists
       from contact c where id = $1`,
      [this.contactId()],
    );
    if (!contact) throw new Error('the contact is gone');
    return { runs, contact };
  }

  private async run(id: string): Promise<Played['runs'][number]> {
    const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
    const { query } = this.stage.dataSource;
    const ask = <T>(sql: string): Promise<T[]> => query.call(this.stage.dataSource, sql, [id]) as Promise<T[]>;
    const [row] = await ask<Omit<Played['runs'][number], 'trail' | 'sent'>>(
      `select trigger_id as trigger, key, state, reason, ${ms('entered_at')} as "enteredAt", ${ms('ended_at')} as "endedAt",
         ${ms('converted_at')} as "convertedAt" from run where id = $1`,
    );
    const trail = await ask<Line>(
      `select what, coalesce(step_id, '') as step, coalesce(turn, 0) as turn, why, ${ms('at')} as at,
         ${ms('intended_at')} as "intendedAt" from run_trail where run_id = $1 order by id`,
    );
    const sent = await ask<Omit<Sent, 'content'> & { kind: string; name?: string; text?: string }>(
      `select step_id as step, turn, content->>'kind' as kind, content->>'name' as name, content->>'text' as text,
         ${ms('claimed_at')} as at, ${ms('intended_at')} as "intendedAt" from message
       where run_id = $1 and effect_result->>'outcome' in ('accepted', 'unknown') order by claimed_seq`,
    );
    if (!row) throw new Error('the run is gone');
    return {
      ...row,
      trail: trail.map((line) => ({ ...line, ...wordsOf(line.why) })),
      sent: sent.map(({ kind, name, text, ...rest }) => ({
        ...rest,
        content: contentOf({ kind, name: name ?? undefined, text: text ?? undefined }),
      })),
    };
  }
}
