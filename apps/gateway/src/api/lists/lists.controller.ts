import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ListDetails } from '@threadline/persistence';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { List, Members, MembersChanged, SavedList, SaveList } from './list.schemas.js';
import { ListsService } from './lists.service.js';

/** Lists of contacts. Joining and leaving fires triggers of the type `list`. */
@ApiTags('lists')
@Controller('v1/lists')
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  @Get()
  @ApiOperation({ summary: 'List the lists, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(List).meta({ id: 'ListPage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.lists.page(workspaceId, { limit, after: cursor }), listView);
  }

  @Put()
  @ApiOperation({ summary: 'Make a list, or find the one of that name' })
  @ApiResponse({ status: 200, standardSchema: SavedList })
  @ApiProblems('invalid_json', 'invalid_body')
  save(@Holder() { workspaceId }: KeyHolder, @Body({ schema: SaveList }) { name }: SaveList) {
    return this.lists.save(workspaceId, name);
  }

  @Post(':id/contacts')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let contacts join a list' })
  @ApiResponse({ status: 200, standardSchema: MembersChanged })
  @ApiProblems('invalid_json', 'list_not_found', 'invalid_body')
  join(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) listId: string,
    @Body({ schema: Members }) { contactIds }: Members,
  ) {
    return this.lists.change('join', { workspaceId, listId, contactIds });
  }

  @Delete(':id/contacts/:contactId')
  @ApiOperation({ summary: 'Take a contact off a list' })
  @ApiResponse({ status: 200, standardSchema: MembersChanged })
  @ApiProblems('list_not_found')
  leave(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) listId: string,
    @Param('contactId', { schema: Id }) contactId: string,
  ) {
    return this.lists.change('leave', { workspaceId, listId, contactIds: [contactId] });
  }
}

const listView = ({ id, name, contacts, createdAt }: ListDetails): List => ({
  id,
  name,
  contacts,
  createdAt: createdAt.toISOString(),
});
