/** The tables of somebody who writes the reference journey by hand, with what he needs and nothing else. */
export const schema = `
  create table seen_event (id uuid primary key, at timestamptz not null default now());
  create table contact (id uuid primary key, phone text not null unique);
  create table run (
    id uuid primary key, contact_id uuid not null references contact, state text not null, step text not null,
    revision int not null default 0, wake_at timestamptz, is_started boolean not null default false,
    entered_at timestamptz not null default now(), ended_at timestamptz
  );
  create index run_contact_idx on run (contact_id);
  create table message (
    id uuid primary key, run_id uuid not null references run, step text not null, status text not null,
    provider_id text, claimed_at timestamptz, sent_at timestamptz, unique (run_id, step)
  );
  create table trail (id bigint generated always as identity primary key, run_id uuid not null, what text not null);
  create index trail_run_idx on trail (run_id);
`;
