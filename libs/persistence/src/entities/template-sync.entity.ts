import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When the templates of an account were last compared with WhatsApp's. */
@Entity('template_sync')
export class TemplateSyncEntity {
  @PrimaryColumn('text', { name: 'waba_id', primaryKeyConstraintName: 'template_sync_pkey' })
  wabaId!: string;

  @Column('timestamptz', { name: 'synced_at' })
  syncedAt!: Date;
}
