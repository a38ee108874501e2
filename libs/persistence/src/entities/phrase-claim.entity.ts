import { Column, Entity, Exclusion, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AutomationEntity } from './automation.entity.js';

/** One exact phrase starts one automation on a number: the exclusion is the promise. */
@Entity('phrase_claim')
@Exclusion(
  'phrase_claim_once',
  `USING gist (text_range(workspace_id::text || phrase, workspace_id::text || phrase, '[]') WITH &&,
    text_range(nullif(number, ''), nullif(number, ''), '[]') WITH &&)`,
)
@Index('phrase_claim_automation_idx', ['automationId'])
export class PhraseClaimEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'phrase_claim_pkey' })
  workspaceId!: string;

  /** The phrase after normalisation. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'phrase_claim_pkey' })
  phrase!: string;

  /** WhatsApp's id of the number it is claimed on; empty for every number of the workspace. */
  @PrimaryColumn('text', { default: '', primaryKeyConstraintName: 'phrase_claim_pkey' })
  number!: string;

  @Column('uuid', { name: 'automation_id' })
  automationId!: string;

  @ManyToOne(() => AutomationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'automation_id', foreignKeyConstraintName: 'phrase_claim_automation_fkey' })
  automation!: Relation<AutomationEntity>;

  @Column('text', { name: 'trigger_id' })
  triggerId!: string;
}
