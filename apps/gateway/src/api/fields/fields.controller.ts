import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { fieldsIn, saveField } from '@threadline/persistence';
import type { KeyHolder } from '@threadline/workspaces';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { RequestProblem } from '../../http/problem.js';
import { Field, FieldName, Fields, SaveField } from './field.schemas.js';

/** What is kept of contacts beside their names. */
@ApiTags('fields')
@Controller('v1/fields')
export class FieldsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'List the fields that contacts have' })
  @ApiResponse({ status: 200, standardSchema: Fields })
  @ApiProblems()
  async list(@Holder() { workspaceId }: KeyHolder): Promise<Fields> {
    return { data: await fieldsIn(this.dataSource.manager, workspaceId) };
  }

  @Put(':name')
  @ApiOperation({ summary: 'Define a field, or change the options of a choice; the type of a field never changes' })
  @ApiResponse({ status: 201, description: 'Created', standardSchema: Field })
  @ApiResponse({ status: 200, description: 'Changed', standardSchema: Field })
  @ApiProblems('invalid_json', 'not_found', 'field_type_fixed', 'invalid_body')
  async save(
    @Holder() { workspaceId }: KeyHolder,
    @Param('name', { schema: FieldName }) name: string,
    @Body({ schema: SaveField }) told: SaveField,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Field> {
    const field = { name, ...told };
    const saved = await saveField(this.dataSource.manager, workspaceId, field);
    if (!saved)
      throw new RequestProblem(
        'field_type_fixed',
        `The field ${name} has another type: choose another name for this one`,
      );
    void reply.status(saved.created ? 201 : 200);
    return field;
  }
}
