import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer a write was given under a client's `Idempotency-Key`; without an answer the first call is still under way. */
@Entity('idempotency_key')
@Index('idempotency_key_age_idx', ['createdAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'idempotency_key_pkey' })
  workspaceId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pkey' })
  key!: string;

  /** SHA-256 of method, path and body: the same key with another request is refused. */
  @Column('bytea', { name: 'request_hash' })
  requestHash!: Buffer;

  @Column('int', { nullable: true })
  status!: number | null;

  @Column('jsonb', { nullable: true })
  body!: unknown;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
