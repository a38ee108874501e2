import type pg from 'pg';

/** Names the nth copy of a row of `kind`: the same whenever it is asked for. */
const nth = (kind: string) => `md5('${kind}' || n)::uuid`;

/** Every row of one contact and one run, copied: `$1` is the run, `$2` to `$3` the numbers of the copies. */
const copies: readonly string[] = [
  `insert into contact select copy.* from contact c, generate_series($2::int, $3::int) n,
     jsonb_populate_record(c, jsonb_build_object('id', ${nth('contact')})) copy
   where c.id = (select contact_id from run where id = $1)`,
  `insert into contact_identity (workspace_id, kind, value, contact_id)
   select i.workspace_id, i.kind, '+39348' || lpad(n::text, 7, '0'), ${nth('contact')}
   from contact_identity i, generate_series($2::int, $3::int) n
   where i.kind = 'phone' and i.contact_id = (select contact_id from run where id = $1)`,
  `insert into conversation select copy.* from conversation c, generate_series($2::int, $3::int) n,
     jsonb_populate_record(c, jsonb_build_object('id', ${nth('conversation')}, 'contact_id', ${nth('contact')})) copy
   where c.contact_id = (select contact_id from run where id = $1)`,
  `insert into run select copy.* from run r, generate_series($2::int, $3::int) n,
     jsonb_populate_record(r, jsonb_build_object('id', ${nth('run')}, 'contact_id', ${nth('contact')})) copy
   where r.id = $1`,
  `insert into message select copy.* from message m, generate_series($2::int, $3::int) n,
     jsonb_populate_record(m, jsonb_build_object(
       'id', md5(m.step_id || n)::uuid, 'contact_id', ${nth('contact')}, 'conversation_id', ${nth('conversation')},
       'run_id', ${nth('run')}, 'provider_id', 'wamid.' || m.step_id || n)) copy
   where m.run_id = $1`,
  `insert into run_trail (run_id, at, intended_at, step_id, turn, what, why, saw)
   select ${nth('run')}, t.at, t.intended_at, t.step_id, t.turn, t.what, t.why, t.saw
   from run_trail t, generate_series($2::int, $3::int) n where t.run_id = $1`,
];

const atOnce = 5_000;

/** Contacts who have gone through a journey before, so many more, like the one who went through run `runId`. */
export async function copyHistory(
  pool: pg.Pool,
  runId: string,
  { from, count }: { from: number; count: number },
): Promise<void> {
  for (let start = from; start < from + count; start += atOnce) {
    const end = Math.min(start + atOnce, from + count) - 1;
    for (const sql of copies) await pool.query(sql, [runId, start, end]);
  }
  await pool.query('analyze');
}

/** WhatsApp's ids of the messages of contacts' histories. */
export const wamidOf = (step: string, nthCopy: number): string => `wamid.${step}${nthCopy}`;
/** The phone of a contact of a history. */
export const phoneOfCopy = (nthCopy: number): string => `+39348${String(nthCopy).padStart(7, '0')}`;
