import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Chat, ChatSummary } from './chat.js';
import { ChatsService } from './chats.service.js';

const OfNumber = z.object({ phoneNumberId: z.string().min(1).max(100) });
type OfNumber = z.infer<typeof OfNumber>;

/** The chats as the customers see them. */
@Controller('_sandbox/chats')
export class ChatsController {
  constructor(private readonly chats: ChatsService) {}

  @Get()
  list(@Query({ schema: OfNumber }) { phoneNumberId }: OfNumber): { chats: ChatSummary[] } {
    return { chats: this.chats.list(phoneNumberId) };
  }

  @Get(':phone')
  one(@Param('phone') phone: string, @Query({ schema: OfNumber }) { phoneNumberId }: OfNumber): Chat {
    return this.chats.chat(phone, phoneNumberId);
  }
}
