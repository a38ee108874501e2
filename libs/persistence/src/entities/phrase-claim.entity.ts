import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AutomationEntity } from './automation.entity.js';

/** One exact phrase starts one automation: the primary key is the promise. */
@Entity('phrase_claim')
@Index('phrase_claim_automation_idx', ['automationId'])
export class PhraseClaimEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'phrase_claim_pkey' })
  workspaceId!: string;

  /** The phrase after normalisation. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'phrase_claim_pkey' })
  phrase!: string;

  @Column('uuid', { name: 'automation_id' })
  automationId!: string;

  @ManyToOne(() => AutomationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'automation_id', foreignKeyConstraintName: 'phrase_claim_automation_fkey' })
  automation!: Relation<AutomationEntity>;

  @Column('text', { name: 'trigger_id' })
  triggerId!: string;
}
