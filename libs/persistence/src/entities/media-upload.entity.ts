import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PhoneNumberEntity } from './phone-number.entity.js';

/** A file at an address, and WhatsApp's id of it for one number. Addresses may hold secrets: their hashes are kept. */
@Entity('media_upload')
@Index('media_upload_contents_idx', ['workspaceId', 'numberId', 'contentHash'])
@Index('media_upload_number_idx', ['numberId'])
@Index('media_upload_age_idx', ['expiresAt'])
export class MediaUploadEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'media_upload_pkey' })
  workspaceId!: string;

  @PrimaryColumn('uuid', { name: 'number_id', primaryKeyConstraintName: 'media_upload_pkey' })
  numberId!: string;

  @ManyToOne(() => PhoneNumberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'number_id', foreignKeyConstraintName: 'media_upload_number_fkey' })
  number!: Relation<PhoneNumberEntity>;

  /** SHA-256 of the address. */
  @PrimaryColumn('bytea', { name: 'link_hash', primaryKeyConstraintName: 'media_upload_pkey' })
  linkHash!: Buffer;

  /** Until when whoever fetches and uploads it has it for himself. */
  @Column('timestamptz', { name: 'busy_until', nullable: true })
  busyUntil!: Date | null;

  /** SHA-256 of type and bytes, as they were fetched last. */
  @Column('bytea', { name: 'content_hash', nullable: true })
  contentHash!: Buffer | null;

  /** WhatsApp's id; null until it was uploaded, and once WhatsApp says that it knows it no more. */
  @Column('text', { name: 'media_id', nullable: true })
  mediaId!: string | null;

  /** When the file was fetched last: what stands at an address may change. */
  @Column('timestamptz', { name: 'fetched_at', nullable: true })
  fetchedAt!: Date | null;

  /** When WhatsApp forgets the id. The row goes then. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
