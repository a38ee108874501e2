import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { GraphAccess } from '../graph/graph-access.guard.js';
import { graphParse } from '../graph/graph-parse.js';
import { TemplatesService, type Shown } from './templates.service.js';

const ListQuery = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(25),
  after: z.string().optional(),
});
const DeleteQuery = z.object({ name: z.string(), hsm_id: z.string().optional() });

/** The template routes. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */
@Controller(':version')
@UseGuards(GraphAccess)
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Post(':wabaId/message_templates')
  @HttpCode(200)
  create(@Param('wabaId') wabaId: string, @Body() body: unknown): object {
    return this.templates.create(wabaId, body);
  }

  @Get(':wabaId/message_templates')
  list(@Param('wabaId') wabaId: string, @Query() query: unknown): object {
    return this.templates.list(wabaId, graphParse(ListQuery, query));
  }

  @Delete(':wabaId/message_templates')
  remove(@Param('wabaId') wabaId: string, @Query() query: unknown): object {
    const { name, hsm_id: id } = graphParse(DeleteQuery, query);
    return this.templates.remove(wabaId, { name, id });
  }

  @Get(':templateId')
  get(@Param('templateId') id: string): Shown {
    return this.templates.get(id);
  }

  @Post(':templateId')
  @HttpCode(200)
  edit(@Param('templateId') id: string, @Body() body: unknown): object {
    return this.templates.edit(id, body);
  }

  @Post(':templateId/unpause')
  @HttpCode(200)
  unpause(@Param('templateId') id: string): object {
    return this.templates.unpause(id);
  }
}
