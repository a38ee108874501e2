import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConversationEntity } from './conversation.entity.js';

/** An internal note in a chat, for operators only. */
@Entity('note')
@Index('note_conversation_idx', ['conversationId', 'createdAt'])
export class NoteEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'note_pkey' })
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @ManyToOne(() => ConversationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'conversation_id', foreignKeyConstraintName: 'note_conversation_fkey' })
  conversation!: Relation<ConversationEntity>;

  /** The run that wrote it. */
  @Column('uuid', { name: 'run_id', nullable: true })
  runId!: string | null;

  @Column('text')
  text!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
