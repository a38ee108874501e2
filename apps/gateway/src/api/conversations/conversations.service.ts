import { Injectable } from '@nestjs/common';
import {
  conversationsPage,
  findConversation,
  type ConversationDetails,
  type Page,
  type PageRequest,
} from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import { Chats, ConversationNotFound, type ToChat } from '@threadline/runs';
import { DataSource } from 'typeorm';
import type { AssignChat, ConversationQuery, Release, TakeOver } from './conversation.schemas.js';

type Filter = Pick<ConversationQuery, 'contact' | 'owner' | 'unread' | 'operator'>;

/** Chats as the API works on them. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly chats: Chats,
    private readonly clock: Clock,
  ) {}

  list(workspaceId: string, { contact, ...filter }: Filter, page: PageRequest): Promise<Page<ConversationDetails>> {
    return conversationsPage(this.dataSource.manager, { workspaceId, contactId: contact, ...filter }, page);
  }

  async get(workspaceId: string, id: string): Promise<ConversationDetails> {
    const conversation = await findConversation(this.dataSource.manager, workspaceId, id);
    if (!conversation) throw new ConversationNotFound('The workspace has no such chat');
    return conversation;
  }

  takeOver(workspaceId: string, id: string, { operator, until }: TakeOver): Promise<ConversationDetails> {
    return this.chats.takeOver(this.to(workspaceId, id), { operator, until: momentOf(until) });
  }

  release(workspaceId: string, id: string, { operator }: Release): Promise<ConversationDetails> {
    return this.chats.release(this.to(workspaceId, id), operator === undefined ? 'the API' : `operator ${operator}`);
  }

  assign(workspaceId: string, id: string, { operators }: AssignChat): Promise<ConversationDetails> {
    return this.chats.reassign(this.to(workspaceId, id), operators);
  }

  private to(workspaceId: string, conversationId: string): ToChat {
    return { workspaceId, conversationId, now: this.clock.now() };
  }
}

const momentOf = (until: TakeOver['until']) => (typeof until === 'string' ? Date.parse(until) : until);
