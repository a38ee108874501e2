import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An event of ours on its way to Kafka: written with the change it tells of, deleted once Kafka has it. */
@Entity('outbox')
@Index('outbox_shard_idx', ['shard', 'id'])
export class OutboxEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  id!: number;

  /** By contact, so that one relay at a time keeps a contact's order. */
  @Column('smallint')
  shard!: number;

  @Column('text')
  topic!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  event!: Record<string, unknown>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
