import type { EventFact } from '@threadline/automation';
import type { Chore, OutboundEvent } from '@threadline/contracts';
import { addDuration } from '@threadline/domain';
import {
  assignChat,
  chatsPastTheirHold,
  emit,
  findConversation,
  findWorkspace,
  lockContact,
  operatorsNamed,
  putFact,
  releaseChat,
  runsParkedFor,
  takeOverChat,
  unassignChat,
  type ConversationDetails,
  type Operator,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { outboundEvent, type DataOf } from '../outbound-events.js';
import { oweRing } from '../temporal/owing.js';
import type { Work, Workbench } from '../work.js';
import { ChatNotAssigned, ConversationNotFound, UnknownOperator } from './errors.js';

/** Which chat somebody does something to, and when. */
export interface ToChat {
  workspaceId: string;
  conversationId: string;
  now: number;
}

type ChatEvent = Extract<OutboundEvent['type'], `conversation.${string}`>;
type Chat = Pick<ConversationDetails, 'id' | 'contactId'> & { workspaceId: string };

/** Who has a chat: people take it over, automations hold their messages meanwhile and go on when it is released. */
export class Chats {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workbench: Workbench,
  ) {}

  /**
   * An operator has the chat until a moment, until it is released (null), or as long as the workspace says. It is assigned to them.
   * @throws {@link UnknownOperator}, {@link ChatNotAssigned}, {@link ConversationNotFound}
   */
  takeOver(to: ToChat, { operator: name, until }: { operator: string; until?: number | null | undefined }) {
    return this.change(to, async (work, chat, details) => {
      const [operator] = await this.known(work, to.workspaceId, [name]);
      if (!operator) throw new UnknownOperator(`there is no operator "${name}" who may take chats over`);
      if (operator.role === 'chat_operator' && !details.operators.some(({ id }) => id === operator.id))
        throw new ChatNotAssigned(`the chat is not assigned to "${name}"`);
      const end = until === undefined ? await this.usualEnd(work, to.workspaceId) : until;
      await takeOverChat(work.tx, chat.id, end);
      await this.assign(work, chat, [operator]);
      const shown = end === null ? null : new Date(end).toISOString();
      const event = { ...told(operator), until: shown };
      await emit(work.tx, [chatEvent('conversation.taken_over', work, chat, { occurrence: operator.id, data: event })]);
      if (isSooner(end, details.ownedUntil)) await wakeHeld(work, chat, `${chat.id}/${work.now}`);
    });
  }

  /** Automations have the chat again: what they held goes on at once. */
  release(to: ToChat, via: string): Promise<ConversationDetails> {
    return this.change(to, (work, chat) => releaseLocked(work, chat, via));
  }

  /** The chat is assigned to exactly these operators. @throws {@link UnknownOperator} */
  reassign(to: ToChat, names: readonly string[]): Promise<ConversationDetails> {
    return this.change(to, async (work, chat, details) => {
      const operators = await this.known(work, to.workspaceId, names);
      const surplus = details.operators.filter(({ id }) => operators.every((kept) => kept.id !== id));
      const removed = surplus.length > 0 ? await unassignChat(work.tx, chat.id, surplus.map(nameOf)) : [];
      const events = removed.map((operator) =>
        chatEvent('conversation.unassigned', work, chat, { occurrence: operator.id, data: told(operator) }),
      );
      await emit(work.tx, events);
      await this.assign(work, chat, operators);
    });
  }

  /** Releases chats whose hold has ended by itself. Returns how many; at most `limit`. */
  async releaseOverdue(now: number, limit = 500): Promise<number> {
    const overdue = await chatsPastTheirHold(this.dataSource.manager, now, limit);
    for (const chat of overdue) {
      await this.workbench.run(now, async (work) => {
        await lockContact(work.tx, chat.contactId);
        const details = await findConversation(work.tx, chat.workspaceId, chat.id);
        if (details?.ownedUntil && details.ownedUntil.getTime() <= now)
          await releaseLocked(work, chat, 'its time is over');
      });
    }
    return overdue.length;
  }

  /** One transaction under the contact's lock. @throws {@link ConversationNotFound} */
  private async change(
    { workspaceId, conversationId, now }: ToChat,
    act: (work: Work, chat: Chat, details: ConversationDetails) => Promise<void>,
  ): Promise<ConversationDetails> {
    const { contactId } = existing(await findConversation(this.dataSource.manager, workspaceId, conversationId));
    return this.workbench.run(now, async (work) => {
      await lockContact(work.tx, contactId);
      const read = async () => existing(await findConversation(work.tx, workspaceId, conversationId));
      const details = await read();
      await act(work, { id: details.id, contactId: details.contactId, workspaceId }, details);
      return read();
    });
  }

  private async known(work: Work, workspaceId: string, names: readonly string[]) {
    const operators = await operatorsNamed(work.tx, workspaceId, names);
    const unknown = names.filter((name) => operators.every((operator) => operator.name !== name));
    if (unknown.length > 0) throw new UnknownOperator(`no operators who may have chats: ${unknown.join(', ')}`);
    return operators;
  }

  private async assign(work: Work, chat: Chat, operators: readonly Operator[]): Promise<void> {
    const to = { conversationId: chat.id, at: work.now };
    const assigned = await assignChat(
      work.tx,
      to,
      operators.map(({ id }) => id),
    );
    const added = operators.filter(({ id }) => assigned.includes(id));
    const events = added.map((operator) =>
      chatEvent('conversation.assigned', work, chat, { occurrence: operator.id, data: told(operator) }),
    );
    await emit(work.tx, events);
  }

  private async usualEnd(work: Work, workspaceId: string): Promise<number> {
    const workspace = await findWorkspace(work.tx, workspaceId);
    if (!workspace) throw new ConversationNotFound('the workspace is gone');
    return addDuration(work.now, workspace.sending.takeOverFor, workspace.timeZone);
  }
}

/** As a chore of the house: what was held goes out at that moment by itself; this tells everybody whose chat it is. */
export const releasingChore = (chats: Chats): Chore => ({
  name: 'release-chats',
  turn: async ({ now }) => {
    const done = await chats.releaseOverdue(now);
    return { done, ...(done > 0 && { next: 'more' }) };
  },
});

async function releaseLocked(work: Work, chat: Chat, via: string): Promise<void> {
  if (!(await releaseChat(work.tx, chat.id))) return;
  const event = chatEvent('conversation.released', work, chat, { occurrence: '', data: { via } });
  await emit(work.tx, [event]);
  await wakeHeld(work, chat, event.id);
}

/** Tells runs that hold a message because of a person: they judge anew. The event that comes back by Kafka is the same one. */
async function wakeHeld(work: Work, { id, contactId }: Chat, about: string): Promise<void> {
  const fact: EventFact = {
    kind: 'event',
    at: work.now,
    id: about,
    type: 'conversation.released',
    data: { conversationId: id },
  };
  for (const run of await runsParkedFor(work.tx, contactId, 'human_owner')) {
    await putFact(work.tx, run.id, fact);
    await oweRing(work, run, { signal: 'eventArrived', about });
  }
}

/** A chat's event. Two of one type in the same millisecond are told apart by `occurrence`. */
function chatEvent<T extends ChatEvent>(
  type: T,
  work: Work,
  { id, contactId, workspaceId }: Chat,
  { occurrence, data }: { occurrence: string; data: Omit<DataOf<T>, 'conversationId' | 'contactId'> },
): OutboundEvent {
  const about = { workspaceId, at: work.now, occurrence: `${id}/${work.now}/${occurrence}` };
  return outboundEvent(type, { conversationId: id, contactId, ...data } as unknown as DataOf<T>, about);
}

/** Whether a hold ends before what held messages wait for; the recheck of those that wait for no moment is the release. */
const isSooner = (end: number | null, before: Date | null): boolean =>
  end !== null && (before === null || end < before.getTime());

const told = ({ id, name }: Operator) => ({ operatorId: id, operator: name });
const nameOf = ({ name }: Operator) => name;

function existing(conversation: ConversationDetails | undefined): ConversationDetails {
  if (!conversation) throw new ConversationNotFound('the workspace has no such chat');
  return conversation;
}
