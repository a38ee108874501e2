import {
  assignChat,
  chooseMember,
  membersWith,
  operatorsNamed,
  takeTurn,
  unassignChat,
  type Operator,
} from '@threadline/persistence';
import type { Apply, Changing, Consequence, Identified } from './changing.js';

type Assigned = Identified<'operators_assigned'>;
type ToTeam = Extract<Assigned['assignment'], { to: 'team' }>;
interface Chat {
  conversationId: string;
  changeId: string;
}

/** Named operators are added to those the chat has. A team chooses one, unless somebody of it has the chat already. */
export const assignOperators: Apply<'operators_assigned'> = async (changing, changes) => {
  const conversationId = await changing.conversation();
  if (conversationId === undefined) return [changing.noChat('operators_assigned')];
  const consequences: Consequence[] = [];
  for (const { id, assignment } of changes) {
    const chat = { conversationId, changeId: id };
    consequences.push(
      ...(assignment.to === 'team'
        ? await toTeam(changing, chat, assignment)
        : await toOperators(changing, chat, assignment.operators)),
    );
  }
  return consequences;
};

export const removeOperators: Apply<'operators_removed'> = async (changing, changes) => {
  const conversationId = await changing.conversation();
  const [first] = changes;
  if (!first) return [];
  if (conversationId === undefined) return [changing.noChat('operators_removed')];
  const everybody = changes.some(({ operators }) => operators === undefined);
  const named = changes.flatMap(({ operators }) => operators ?? []);
  const removed = await unassignChat(changing.tx, conversationId, everybody ? undefined : named);
  const known = await operatorsNamed(changing.tx, changing.run.workspaceId, named);
  return [
    ...removed.map((operator) =>
      changing.tell('conversation.unassigned', `${first.id}/${operator.id}`, { conversationId, ...told(operator) }),
    ),
    ...changing.unknown('operators_removed', 'operator', { named, known: namesOf([...known, ...removed]) }),
  ];
};

async function toOperators(changing: Changing, chat: Chat, named: readonly string[]): Promise<Consequence[]> {
  const operators = await operatorsNamed(changing.tx, changing.run.workspaceId, named);
  return [
    ...(await assign(changing, chat, operators)),
    ...changing.unknown('operators_assigned', 'operator', { named, known: namesOf(operators) }),
  ];
}

async function toTeam(changing: Changing, chat: Chat, { team, by }: ToTeam): Promise<Consequence[]> {
  const turn = await takeTurn(changing.tx, changing.run.workspaceId, team);
  if (!turn) return changing.unknown('operators_assigned', 'team', { named: [team], known: [] });
  if ((await membersWith(changing.tx, chat.conversationId, turn.teamId)).length > 0) return [];
  const chosen = await chooseMember(changing.tx, turn, { by, now: changing.now });
  if (chosen) return assign(changing, chat, [chosen], team);
  const why = `nobody of team "${team}" may be assigned a chat`;
  return [changing.problem('operators_assigned', { reason: 'empty_team', why, saw: { team } })];
}

async function assign(changing: Changing, chat: Chat, operators: readonly Operator[], team?: string) {
  const { conversationId, changeId } = chat;
  const ids = operators.map(({ id }) => id);
  const assigned = await assignChat(changing.tx, { conversationId, at: changing.now }, ids);
  return operators
    .filter(({ id }) => assigned.includes(id))
    .map((operator) =>
      changing.tell('conversation.assigned', `${changeId}/${operator.id}`, {
        conversationId,
        ...told(operator),
        ...(team !== undefined && { team }),
      }),
    );
}

const told = ({ id, name }: Operator) => ({ operatorId: id, operator: name });
const namesOf = (operators: readonly Operator[]) => operators.map(({ name }) => name);
