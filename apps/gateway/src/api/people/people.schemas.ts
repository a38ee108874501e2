import { z } from 'zod';
import { Name } from '../name.schema.js';

const OperatorRole = z
  .enum(['owner', 'admin', 'operator', 'chat_operator', 'viewer'])
  .describe('`chat_operator` sees only contacts assigned to them; a viewer is never assigned anything');

export const SaveOperator = z
  .strictObject({ name: Name, role: OperatorRole.default('operator') })
  .meta({ id: 'SaveOperator', examples: [{ name: 'Ada', role: 'operator' }] });
export type SaveOperator = z.infer<typeof SaveOperator>;

export const SavedOperator = z
  .object({ id: z.uuid(), name: z.string(), role: OperatorRole })
  .meta({ id: 'SavedOperator' });
export type SavedOperator = z.infer<typeof SavedOperator>;

export const Operator = SavedOperator.extend({
  teams: z.array(z.string()).describe('Names of the teams, by name'),
  createdAt: z.iso.datetime(),
}).meta({ id: 'Operator' });
export type Operator = z.infer<typeof Operator>;

export const SaveTeam = z
  .strictObject({
    name: Name,
    operators: z.array(Name).max(500).describe('Names of its operators; who is not named leaves the team'),
  })
  .meta({ id: 'SaveTeam', examples: [{ name: 'support', operators: ['Ada', 'Bo'] }] });
export type SaveTeam = z.infer<typeof SaveTeam>;

export const SavedTeam = z
  .object({ id: z.uuid(), name: z.string(), operators: z.array(z.string()).describe('By name') })
  .meta({ id: 'SavedTeam' });
export type SavedTeam = z.infer<typeof SavedTeam>;

export const Team = SavedTeam.extend({ createdAt: z.iso.datetime() }).meta({ id: 'Team' });
export type Team = z.infer<typeof Team>;
