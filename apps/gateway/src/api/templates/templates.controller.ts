import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CreateTemplate, Templates } from '@threadline/templates';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { Template } from './template.schemas.js';
import { templateView } from './template.view.js';

/** WhatsApp templates. */
@ApiTags('templates')
@Controller('v1/templates')
export class TemplatesController {
  constructor(private readonly templates: Templates) {}

  @Post()
  @ApiOperation({ summary: 'Create a template at WhatsApp, which then reviews it' })
  @ApiResponse({ status: 201, standardSchema: Template })
  @ApiProblems(
    'invalid_json',
    'template_exists',
    'no_number',
    'invalid_body',
    'template_refused',
    'whatsapp_unavailable',
  )
  async create(@Holder() { workspaceId }: KeyHolder, @Body({ schema: CreateTemplate }) template: CreateTemplate) {
    return templateView(await this.templates.create(workspaceId, template));
  }

  @Get()
  @ApiOperation({ summary: 'List templates, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Template).meta({ id: 'TemplatePage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.templates.list(workspaceId, { limit, after: cursor }), templateView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a template' })
  @ApiResponse({ status: 200, standardSchema: Template })
  @ApiProblems('template_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return templateView(await this.templates.get(workspaceId, id));
  }
}
