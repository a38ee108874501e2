import { Injectable } from '@nestjs/common';
import { pointer } from '@threadline/automation';
import {
  ensureOperator,
  ensureTeam,
  inTransaction,
  operatorsNamed,
  operatorsPage,
  teamsPage,
  type OperatorDetails,
  type Page,
  type PageRequest,
  type TeamDetails,
} from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../../http/problem.js';
import type { SavedOperator, SavedTeam, SaveOperator, SaveTeam } from './people.schemas.js';

/** Who answers chats, and in which teams. */
@Injectable()
export class PeopleService {
  constructor(private readonly dataSource: DataSource) {}

  operators(workspaceId: string, page: PageRequest): Promise<Page<OperatorDetails>> {
    return operatorsPage(this.dataSource.manager, workspaceId, page);
  }

  teams(workspaceId: string, page: PageRequest): Promise<Page<TeamDetails>> {
    return teamsPage(this.dataSource.manager, workspaceId, page);
  }

  async saveOperator(workspaceId: string, operator: SaveOperator): Promise<SavedOperator> {
    return { id: await ensureOperator(this.dataSource.manager, workspaceId, operator), ...operator };
  }

  /** Gives the team exactly these members. Refuses names that are no operators, or of viewers. */
  saveTeam(workspaceId: string, { name, operators }: SaveTeam): Promise<SavedTeam> {
    return inTransaction(this.dataSource, async (tx) => {
      const members = await operatorsNamed(tx, workspaceId, operators);
      const known = new Set(members.map((member) => member.name));
      const places = operators.flatMap((operator, index) =>
        known.has(operator)
          ? []
          : [
              {
                pointer: pointer('operators', index),
                code: 'unknown_operator',
                message: `there is no operator "${operator}"`,
              },
            ],
      );
      if (places.length > 0)
        throw new RequestProblem('invalid_body', 'A team is made of operators that exist and are no viewers', places);
      const id = await ensureTeam(tx, workspaceId, { name, operatorIds: members.map((member) => member.id) });
      return { id, name, operators: [...known].sort() };
    });
  }
}
