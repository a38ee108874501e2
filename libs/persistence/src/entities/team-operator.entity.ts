import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OperatorEntity } from './operator.entity.js';
import { TeamEntity } from './team.entity.js';

/** An operator's place in a team. */
@Entity('team_operator')
@Index('team_operator_operator_idx', ['operatorId'])
export class TeamOperatorEntity {
  @PrimaryColumn('uuid', { name: 'team_id', primaryKeyConstraintName: 'team_operator_pkey' })
  teamId!: string;

  @ManyToOne(() => TeamEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'team_id', foreignKeyConstraintName: 'team_operator_team_fkey' })
  team!: Relation<TeamEntity>;

  @PrimaryColumn('uuid', { name: 'operator_id', primaryKeyConstraintName: 'team_operator_pkey' })
  operatorId!: string;

  @ManyToOne(() => OperatorEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'operator_id', foreignKeyConstraintName: 'team_operator_operator_fkey' })
  operator!: Relation<OperatorEntity>;

  /** The team's turn at which the operator was last chosen: the lowest is next. */
  @Column('bigint', { name: 'last_turn', default: 0 })
  lastTurn!: number;

  @Column('timestamptz', { name: 'last_assigned_at', nullable: true })
  lastAssignedAt!: Date | null;
}
