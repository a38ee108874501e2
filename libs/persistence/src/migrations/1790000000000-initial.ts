import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  'workspace',
  'api_key',
  'automation',
  'automation_version',
  'contact',
  'contact_identity',
  'contact_tag',
  'phone_number',
  'conversation',
  'dispatch',
  'idempotency_key',
  'message',
  'outbox',
  'phrase_claim',
  'run',
  'run_inbox',
  'run_trail',
  'shop_order',
  'template',
];

/** The first schema. `seen_event` is written by hand: hash partitions keep its index small, and events are swept from it by age. */
export class Initial1790000000000 implements MigrationInterface {
  name = 'Initial1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "workspace" (
      id uuid NOT NULL,
      slug text NOT NULL,
      name text NOT NULL,
      time_zone text NOT NULL,
      catalog_revision bigint NOT NULL DEFAULT '0',
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT workspace_slug_key UNIQUE (slug),
      CONSTRAINT workspace_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE "api_key" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      name text NOT NULL,
      role text NOT NULL,
      hash bytea NOT NULL,
      prefix text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz,
      CONSTRAINT api_key_hash_key UNIQUE (hash),
      CONSTRAINT api_key_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX api_key_workspace_idx ON api_key (workspace_id)`);
    await runner.query(`CREATE TABLE "automation" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      slug text NOT NULL,
      name text NOT NULL,
      state text NOT NULL DEFAULT 'draft',
      draft jsonb NOT NULL,
      draft_revision integer NOT NULL DEFAULT '1',
      latest_version integer,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT automation_slug_key UNIQUE (workspace_id, slug),
      CONSTRAINT automation_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX automation_page_idx ON automation (workspace_id, created_at, id)`);
    await runner.query(`CREATE TABLE "automation_version" (
      automation_id uuid NOT NULL,
      version integer NOT NULL,
      workspace_id uuid NOT NULL,
      definition jsonb NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT automation_version_pkey PRIMARY KEY (automation_id, version)
    )`);
    await runner.query(`CREATE TABLE "contact" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      first_name text,
      last_name text,
      language text,
      country text,
      time_zone text,
      fields jsonb NOT NULL DEFAULT '{}',
      marketing_consent text NOT NULL DEFAULT 'unknown',
      consent_at timestamptz,
      consent_via text,
      blocked boolean NOT NULL DEFAULT false,
      seq bigint NOT NULL DEFAULT '0',
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT contact_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX contact_page_idx ON contact (workspace_id, created_at, id)`);
    await runner.query(`CREATE TABLE "contact_identity" (
      workspace_id uuid NOT NULL,
      kind text NOT NULL,
      value text NOT NULL,
      contact_id uuid NOT NULL,
      CONSTRAINT contact_identity_pkey PRIMARY KEY (workspace_id, kind, value)
    )`);
    await runner.query(`CREATE INDEX contact_identity_contact_idx ON contact_identity (contact_id)`);
    await runner.query(`CREATE TABLE "contact_tag" (
      contact_id uuid NOT NULL,
      tag text NOT NULL,
      added_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT contact_tag_pkey PRIMARY KEY (contact_id, tag)
    )`);
    await runner.query(`CREATE TABLE "phone_number" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      phone_number_id text NOT NULL,
      waba_id text NOT NULL,
      display_phone text NOT NULL,
      messages_per_second integer NOT NULL DEFAULT '80',
      next_slot_at timestamptz NOT NULL DEFAULT '-infinity',
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT phone_number_provider_key UNIQUE (phone_number_id),
      CONSTRAINT phone_number_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX phone_number_waba_idx ON phone_number (waba_id)`);
    await runner.query(`CREATE INDEX phone_number_workspace_idx ON phone_number (workspace_id)`);
    await runner.query(`CREATE TABLE "conversation" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      number_id uuid NOT NULL,
      last_inbound_at timestamptz,
      owner text NOT NULL DEFAULT 'bot',
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT conversation_contact_number_key UNIQUE (contact_id, number_id),
      CONSTRAINT conversation_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX conversation_number_idx ON conversation (number_id)`);
    await runner.query(`CREATE TABLE "dispatch" (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      run_id uuid NOT NULL,
      kind text NOT NULL,
      payload jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT dispatch_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX dispatch_run_idx ON dispatch (run_id, id)`);
    await runner.query(`CREATE TABLE "idempotency_key" (
      workspace_id uuid NOT NULL,
      key text NOT NULL,
      request_hash bytea NOT NULL,
      status integer,
      body jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT idempotency_key_pkey PRIMARY KEY (workspace_id, key)
    )`);
    await runner.query(`CREATE TABLE "message" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      conversation_id uuid NOT NULL,
      direction text NOT NULL,
      content jsonb NOT NULL,
      category text,
      status text NOT NULL,
      provider_id text,
      run_id uuid,
      step_id text,
      turn integer,
      asks boolean NOT NULL DEFAULT false,
      intended_at timestamptz,
      effect_state text,
      effect_result jsonb,
      attempt_id uuid,
      claimed_at timestamptz,
      claimed_seq bigint,
      status_at timestamptz,
      read_at timestamptz,
      problem jsonb,
      settle_at timestamptz,
      seq bigint,
      routing jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT message_pkey PRIMARY KEY (id)
    )`);
    await runner.query(
      `CREATE INDEX message_parked_idx ON message (workspace_id) WHERE status = 'planned' and problem is not null`,
    );
    await runner.query(`CREATE INDEX message_settle_idx ON message (settle_at) WHERE status = 'unknown'`);
    await runner.query(`CREATE INDEX message_conversation_idx ON message (conversation_id)`);
    await runner.query(`CREATE INDEX message_contact_fk_idx ON message (contact_id)`);
    await runner.query(`CREATE INDEX message_contact_idx ON message (workspace_id, contact_id, created_at)`);
    await runner.query(`CREATE INDEX message_effect_idx ON message (run_id) WHERE effect_state in ('open', 'done')`);
    await runner.query(
      `CREATE UNIQUE INDEX message_step_key ON message (run_id, step_id, turn) WHERE run_id is not null and direction = 'out'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX message_provider_key ON message (workspace_id, provider_id) WHERE provider_id is not null`,
    );
    await runner.query(`CREATE TABLE "outbox" (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      shard smallint NOT NULL,
      topic text NOT NULL,
      key text NOT NULL,
      event jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT outbox_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX outbox_shard_idx ON outbox (shard, id)`);
    await runner.query(`CREATE TABLE "phrase_claim" (
      workspace_id uuid NOT NULL,
      phrase text NOT NULL,
      automation_id uuid NOT NULL,
      trigger_id text NOT NULL,
      CONSTRAINT phrase_claim_pkey PRIMARY KEY (workspace_id, phrase)
    )`);
    await runner.query(`CREATE INDEX phrase_claim_automation_idx ON phrase_claim (automation_id)`);
    await runner.query(`CREATE TABLE "run" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      automation_id uuid NOT NULL,
      version integer NOT NULL,
      contact_id uuid NOT NULL,
      trigger_id text NOT NULL,
      key text NOT NULL DEFAULT '',
      state text NOT NULL,
      reason text,
      trigger_event jsonb NOT NULL,
      event_time timestamptz NOT NULL,
      armed_until timestamptz,
      entered_at timestamptz,
      ended_at timestamptz,
      converted_at timestamptz,
      run_state jsonb,
      wake_at timestamptz,
      asked_seq bigint,
      standing jsonb NOT NULL DEFAULT '[]',
      epoch integer NOT NULL DEFAULT '1',
      revision integer NOT NULL DEFAULT '0',
      stalled_at timestamptz,
      stalled_because text,
      needs_repair boolean NOT NULL DEFAULT false,
      causation_depth integer NOT NULL DEFAULT '0',
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT run_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX run_stalled_idx ON run (stalled_at) WHERE stalled_at is not null`);
    await runner.query(`CREATE INDEX run_wake_idx ON run (wake_at) WHERE state in ('armed', 'active')`);
    await runner.query(`CREATE INDEX run_automation_page_idx ON run (workspace_id, automation_id, created_at, id)`);
    await runner.query(`CREATE INDEX run_page_idx ON run (workspace_id, created_at, id)`);
    await runner.query(`CREATE INDEX run_contact_idx ON run (contact_id, created_at, id)`);
    await runner.query(`CREATE INDEX run_entry_idx ON run (automation_id, contact_id, entered_at)`);
    await runner.query(
      `CREATE INDEX run_live_idx ON run (workspace_id, contact_id) WHERE state in ('armed', 'active')`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX run_armed_key ON run (automation_id, contact_id, key) WHERE state = 'armed'`,
    );
    await runner.query(`CREATE TABLE "run_inbox" (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      run_id uuid NOT NULL,
      fact jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      consumed_at timestamptz,
      CONSTRAINT run_inbox_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX run_inbox_run_idx ON run_inbox (run_id)`);
    await runner.query(`CREATE INDEX run_inbox_unconsumed_idx ON run_inbox (run_id, id) WHERE consumed_at is null`);
    await runner.query(`CREATE TABLE "run_trail" (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      run_id uuid NOT NULL,
      at timestamptz NOT NULL,
      intended_at timestamptz,
      step_id text,
      turn integer,
      what text NOT NULL,
      why text NOT NULL,
      saw jsonb,
      CONSTRAINT run_trail_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX run_trail_run_idx ON run_trail (run_id, id)`);
    await runner.query(`CREATE TABLE "shop_order" (
      workspace_id uuid NOT NULL,
      order_id text NOT NULL,
      contact_id uuid NOT NULL,
      placed_at timestamptz NOT NULL,
      total numeric,
      currency text,
      data jsonb NOT NULL,
      credited_run_id uuid,
      credit_model text,
      CONSTRAINT shop_order_pkey PRIMARY KEY (workspace_id, order_id)
    )`);
    await runner.query(`CREATE INDEX shop_order_contact_idx ON shop_order (contact_id, placed_at)`);
    await runner.query(`CREATE TABLE "template" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      name text NOT NULL,
      language text NOT NULL,
      category text NOT NULL,
      status text NOT NULL,
      components jsonb NOT NULL,
      variables jsonb NOT NULL DEFAULT '[]',
      waba_id text NOT NULL,
      provider_id text,
      status_reason text,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT template_name_key UNIQUE (workspace_id, name, language),
      CONSTRAINT template_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX template_provider_idx ON template (waba_id, name, language)`);
    await runner.query(
      `ALTER TABLE api_key ADD CONSTRAINT api_key_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE automation ADD CONSTRAINT automation_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE automation_version ADD CONSTRAINT automation_version_automation_fkey FOREIGN KEY (automation_id) REFERENCES automation(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE contact ADD CONSTRAINT contact_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE contact_identity ADD CONSTRAINT contact_identity_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE contact_tag ADD CONSTRAINT contact_tag_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE phone_number ADD CONSTRAINT phone_number_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE conversation ADD CONSTRAINT conversation_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE conversation ADD CONSTRAINT conversation_number_fkey FOREIGN KEY (number_id) REFERENCES phone_number(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE message ADD CONSTRAINT message_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE message ADD CONSTRAINT message_conversation_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE phrase_claim ADD CONSTRAINT phrase_claim_automation_fkey FOREIGN KEY (automation_id) REFERENCES automation(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE run ADD CONSTRAINT run_automation_fkey FOREIGN KEY (automation_id) REFERENCES automation(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE run ADD CONSTRAINT run_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE run_inbox ADD CONSTRAINT run_inbox_run_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE run_trail ADD CONSTRAINT run_trail_run_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE shop_order ADD CONSTRAINT shop_order_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE template ADD CONSTRAINT template_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE`,
    );
    await runner.query(`CREATE TABLE "seen_event" (
      workspace_id uuid NOT NULL,
      event uuid NOT NULL,
      seen_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT seen_event_pkey PRIMARY KEY (workspace_id, event)
    ) PARTITION BY HASH (event)`);
    for (let part = 0; part < 16; part++) {
      await runner.query(
        `CREATE TABLE "seen_event_${part}" PARTITION OF "seen_event" FOR VALUES WITH (MODULUS 16, REMAINDER ${part})`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "seen_event"');
    await runner.query(`DROP TABLE ${tables.map((table) => `"${table}"`).join(', ')} CASCADE`);
  }
}
