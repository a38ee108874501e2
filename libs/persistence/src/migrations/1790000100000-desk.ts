import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  'list',
  'contact_list',
  'contact_field',
  'consent_record',
  'note',
  'operator',
  'team',
  'team_operator',
  'conversation_operator',
  'ticket_counter',
  'ticket',
  'ticket_history',
];

/** Each table's columns and keys, referenced tables before those that reference them. */
const created = [
  `CREATE TABLE "list" (
    id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT list_name_key UNIQUE (workspace_id, name),
    CONSTRAINT list_pkey PRIMARY KEY (id),
    CONSTRAINT list_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
  )`,
  `CREATE TABLE "contact_list" (
    list_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contact_list_pkey PRIMARY KEY (list_id, contact_id),
    CONSTRAINT contact_list_list_fkey FOREIGN KEY (list_id) REFERENCES list(id) ON DELETE CASCADE,
    CONSTRAINT contact_list_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE
  )`,
  `CREATE INDEX contact_list_contact_idx ON contact_list (contact_id)`,
  `CREATE TABLE "contact_field" (
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    options jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contact_field_pkey PRIMARY KEY (workspace_id, name),
    CONSTRAINT contact_field_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
  )`,
  `CREATE TABLE "consent_record" (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    contact_id uuid NOT NULL,
    marketing text NOT NULL,
    at timestamptz NOT NULL,
    text text,
    message_id text,
    via text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT consent_record_pkey PRIMARY KEY (id),
    CONSTRAINT consent_record_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE
  )`,
  `CREATE INDEX consent_record_contact_idx ON consent_record (contact_id, id)`,
  `CREATE TABLE "note" (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    run_id uuid,
    text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT note_pkey PRIMARY KEY (id),
    CONSTRAINT note_conversation_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE
  )`,
  `CREATE INDEX note_conversation_idx ON note (conversation_id, created_at)`,
  `ALTER TABLE conversation ADD unread boolean NOT NULL DEFAULT false`,
  `CREATE INDEX conversation_unread_idx ON conversation (workspace_id, last_inbound_at) WHERE unread`,
  `CREATE TABLE "operator" (
    id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT operator_name_key UNIQUE (workspace_id, name),
    CONSTRAINT operator_pkey PRIMARY KEY (id),
    CONSTRAINT operator_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
  )`,
  `CREATE TABLE "team" (
    id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    turns bigint NOT NULL DEFAULT '0',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT team_name_key UNIQUE (workspace_id, name),
    CONSTRAINT team_pkey PRIMARY KEY (id),
    CONSTRAINT team_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
  )`,
  `CREATE TABLE "team_operator" (
    team_id uuid NOT NULL,
    operator_id uuid NOT NULL,
    last_turn bigint NOT NULL DEFAULT '0',
    last_assigned_at timestamptz,
    CONSTRAINT team_operator_pkey PRIMARY KEY (team_id, operator_id),
    CONSTRAINT team_operator_team_fkey FOREIGN KEY (team_id) REFERENCES team(id) ON DELETE CASCADE,
    CONSTRAINT team_operator_operator_fkey FOREIGN KEY (operator_id) REFERENCES operator(id) ON DELETE CASCADE
  )`,
  `CREATE INDEX team_operator_operator_idx ON team_operator (operator_id)`,
  `CREATE TABLE "conversation_operator" (
    conversation_id uuid NOT NULL,
    operator_id uuid NOT NULL,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT conversation_operator_pkey PRIMARY KEY (conversation_id, operator_id),
    CONSTRAINT conversation_operator_conversation_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE,
    CONSTRAINT conversation_operator_operator_fkey FOREIGN KEY (operator_id) REFERENCES operator(id) ON DELETE CASCADE
  )`,
  `CREATE INDEX conversation_operator_operator_idx ON conversation_operator (operator_id)`,
  `CREATE TABLE "ticket_counter" (
    workspace_id uuid NOT NULL,
    last_number integer NOT NULL,
    CONSTRAINT ticket_counter_pkey PRIMARY KEY (workspace_id),
    CONSTRAINT ticket_counter_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
  )`,
  `CREATE TABLE "ticket" (
    id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    number integer NOT NULL,
    contact_id uuid NOT NULL,
    run_id uuid,
    subject text NOT NULL,
    status text NOT NULL,
    priority text NOT NULL,
    assignee_id uuid,
    opened_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ticket_number_key UNIQUE (workspace_id, number),
    CONSTRAINT ticket_pkey PRIMARY KEY (id),
    CONSTRAINT ticket_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE,
    CONSTRAINT ticket_assignee_fkey FOREIGN KEY (assignee_id) REFERENCES operator(id) ON DELETE SET NULL
  )`,
  `CREATE INDEX ticket_desk_idx ON ticket (workspace_id, status, number)`,
  `CREATE INDEX ticket_contact_idx ON ticket (contact_id, number)`,
  `CREATE INDEX ticket_run_idx ON ticket (run_id, number) WHERE run_id is not null`,
  `CREATE INDEX ticket_assignee_idx ON ticket (assignee_id)`,
  `CREATE TABLE "ticket_history" (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    ticket_id uuid NOT NULL,
    change_id uuid NOT NULL,
    at timestamptz NOT NULL,
    run_id uuid,
    changes jsonb NOT NULL,
    note text,
    CONSTRAINT ticket_history_change_key UNIQUE (change_id),
    CONSTRAINT ticket_history_pkey PRIMARY KEY (id),
    CONSTRAINT ticket_history_ticket_fkey FOREIGN KEY (ticket_id) REFERENCES ticket(id) ON DELETE CASCADE
  )`,
  `CREATE INDEX ticket_history_ticket_idx ON ticket_history (ticket_id, id)`,
  `ALTER TABLE run ADD started_by jsonb`,
];

/** What data steps act on: lists, fields, the history of consent, notes, operators and teams, tickets, runs started by runs. */
export class Desk1790000100000 implements MigrationInterface {
  name = 'Desk1790000100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of created) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${tables.map((table) => `"${table}"`).join(', ')} CASCADE`);
    await runner.query(`ALTER TABLE run DROP COLUMN started_by`);
    await runner.query(`DROP INDEX conversation_unread_idx`);
    await runner.query(`ALTER TABLE conversation DROP COLUMN unread`);
  }
}
