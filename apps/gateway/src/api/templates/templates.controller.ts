import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { previewOf, Templates } from '@threadline/templates';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { TemplateLife } from './template-life.service.js';
import {
  CopyTemplate,
  EditTemplate,
  PreviewValues,
  SaveTemplate,
  SyncedTemplates,
  Template,
  TemplatePreview,
} from './template.schemas.js';
import { templateView } from './template.view.js';

const naming = ['template_exists', 'template_name_locked', 'no_number'] as const;
const atWhatsApp = ['template_refused', 'whatsapp_unavailable'] as const;

/** WhatsApp templates: draft → pending → approved or rejected, then paused or disabled. */
@ApiTags('templates')
@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly templates: Templates,
    private readonly life: TemplateLife,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Create a template at WhatsApp, which then reviews it, or keep it as a draft' })
  @ApiResponse({ status: 201, standardSchema: Template })
  @ApiProblems('invalid_json', 'invalid_body', ...naming, ...atWhatsApp)
  async create(
    @Holder() { workspaceId }: KeyHolder,
    @Body({ schema: SaveTemplate }) { submit, ...template }: SaveTemplate,
  ) {
    const saved = submit ? this.templates.create(workspaceId, template) : this.templates.draft(workspaceId, template);
    return templateView(await saved);
  }

  @Get()
  @ApiOperation({ summary: 'List templates, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Template).meta({ id: 'TemplatePage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.templates.list(workspaceId, { limit, after: cursor }), templateView);
  }

  @Post('sync')
  @HttpCode(200)
  @ApiOperation({ summary: 'Compare the templates with those WhatsApp has now; this also happens every hour' })
  @ApiResponse({ status: 200, standardSchema: SyncedTemplates })
  @ApiProblems('no_number', 'whatsapp_unavailable')
  async synchronise(@Holder() { workspaceId }: KeyHolder) {
    return { changed: await this.life.synchronise(workspaceId) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a template' })
  @ApiResponse({ status: 200, standardSchema: Template })
  @ApiProblems('template_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return templateView(await this.templates.get({ workspaceId, id }));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a draft, or an approved or paused template, which WhatsApp then reviews again' })
  @ApiResponse({ status: 200, standardSchema: Template })
  @ApiProblems(
    'invalid_json',
    'template_not_found',
    'template_locked',
    'template_edited_too_often',
    'invalid_body',
    ...atWhatsApp,
  )
  async edit(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: EditTemplate }) { category, components }: EditTemplate,
  ) {
    const edit = { ...(category && { category }), ...(components && { components }) };
    return templateView(await this.templates.edit({ workspaceId, id }, edit));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a draft to WhatsApp for review' })
  @ApiResponse({ status: 200, standardSchema: Template })
  @ApiProblems('template_not_found', 'template_locked', ...atWhatsApp)
  async submit(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return templateView(await this.templates.submit({ workspaceId, id }));
  }

  @Post(':id/copy')
  @ApiOperation({ summary: 'Make a draft of what a template says, under another name or in another language' })
  @ApiResponse({ status: 201, standardSchema: Template })
  @ApiProblems('invalid_json', 'template_not_found', 'invalid_body', ...naming)
  async copy(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CopyTemplate }) as: CopyTemplate,
  ) {
    return templateView(await this.templates.copy({ workspaceId, id }, as));
  }

  @Post(':id/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Show a template with its variables filled' })
  @ApiResponse({ status: 200, standardSchema: TemplatePreview })
  @ApiProblems('invalid_json', 'template_not_found', 'invalid_body')
  async preview(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PreviewValues }) { variables }: PreviewValues,
  ) {
    return previewOf(await this.templates.get({ workspaceId, id }), variables);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a template, at WhatsApp too; the name of an approved one is free again after 30 days',
  })
  @ApiResponse({ status: 204, description: 'Deleted' })
  @ApiProblems('template_not_found', 'template_locked', ...atWhatsApp)
  async remove(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.life.remove({ workspaceId, id });
  }
}
