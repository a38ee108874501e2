import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Connections } from '@threadline/connections';
import type { KeyHolder } from '@threadline/workspaces';
import { ForRoles } from '../../auth/for-roles.decorator.js';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { Connection, CreateConnection, ReplaceSecrets, UpdateConnection } from './connection.schemas.js';
import { connectionView } from './connection.view.js';

/** Connections to shops and other systems, for owners and admins. Secrets go in and are never answered. */
@ApiTags('connections')
@ForRoles('owner', 'admin')
@Controller('v1/connections')
export class ConnectionsController {
  constructor(private readonly connections: Connections) {}

  @Post()
  @ApiOperation({ summary: 'Connect an outside system' })
  @ApiResponse({ status: 201, standardSchema: Connection })
  @ApiProblems('invalid_json', 'role_not_allowed', 'connection_exists', 'invalid_body')
  async create(@Holder() { workspaceId }: KeyHolder, @Body({ schema: CreateConnection }) given: CreateConnection) {
    return connectionView(await this.connections.create(workspaceId, given));
  }

  @Get()
  @ApiOperation({ summary: 'List connections, newest first, the revoked ones too' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Connection).meta({ id: 'ConnectionPage' }) })
  @ApiProblems('invalid_query', 'role_not_allowed')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.connections.list(workspaceId, { limit, after: cursor }), connectionView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a connection' })
  @ApiResponse({ status: 200, standardSchema: Connection })
  @ApiProblems('role_not_allowed', 'connection_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return connectionView(await this.connections.get(workspaceId, id));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a connection or replace its settings' })
  @ApiResponse({ status: 200, standardSchema: Connection })
  @ApiProblems(
    'invalid_json',
    'role_not_allowed',
    'connection_not_found',
    'connection_exists',
    'connection_of_other_kind',
    'invalid_body',
  )
  async update(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateConnection }) change: UpdateConnection,
  ) {
    return connectionView(await this.connections.change(workspaceId, id, change));
  }

  @Put(':id/secrets')
  @ApiOperation({ summary: 'Replace the secrets of a connection; those it had are taken for a while yet' })
  @ApiResponse({ status: 200, standardSchema: Connection })
  @ApiProblems('invalid_json', 'role_not_allowed', 'connection_not_found', 'connection_of_other_kind', 'invalid_body')
  async replaceSecrets(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReplaceSecrets }) given: ReplaceSecrets,
  ) {
    return connectionView(await this.connections.replaceSecrets(workspaceId, id, given));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke a connection: nothing from there is taken any more, its secrets are forgotten' })
  @ApiResponse({ status: 200, standardSchema: Connection })
  @ApiProblems('role_not_allowed', 'connection_not_found')
  async revoke(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return connectionView(await this.connections.revoke(workspaceId, id));
  }
}
