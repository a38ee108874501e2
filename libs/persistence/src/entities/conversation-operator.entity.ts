import { CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConversationEntity } from './conversation.entity.js';
import { OperatorEntity } from './operator.entity.js';

/** A chat assigned to an operator. How many an operator has is counted here. */
@Entity('conversation_operator')
@Index('conversation_operator_operator_idx', ['operatorId'])
export class ConversationOperatorEntity {
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'conversation_operator_pkey' })
  conversationId!: string;

  @ManyToOne(() => ConversationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'conversation_id', foreignKeyConstraintName: 'conversation_operator_conversation_fkey' })
  conversation!: Relation<ConversationEntity>;

  @PrimaryColumn('uuid', { name: 'operator_id', primaryKeyConstraintName: 'conversation_operator_pkey' })
  operatorId!: string;

  @ManyToOne(() => OperatorEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'operator_id', foreignKeyConstraintName: 'conversation_operator_operator_fkey' })
  operator!: Relation<OperatorEntity>;

  @CreateDateColumn({ name: 'assigned_at', type: 'timestamptz' })
  assignedAt!: Date;
}
