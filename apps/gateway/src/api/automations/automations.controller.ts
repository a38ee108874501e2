import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Automations, Publishing } from '@threadline/automations';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { AutomationSaving } from './automation-saving.js';
import {
  Automation,
  AutomationDetails,
  AutomationSummary,
  CreateAutomation,
  DefinitionProblems,
  PublishedAutomation,
  UpdateAutomation,
  ValidateAutomation,
} from './automation.schemas.js';
import { automationView, detailsView, problemsView, publishedView, summaryView } from './automation.view.js';

/** Why a template that is created with an automation may not be. */
const templateProblems = [
  'template_exists',
  'template_name_locked',
  'no_number',
  'template_refused',
  'whatsapp_unavailable',
] as const;

/** Automations: drafts, versions, the switch. */
@ApiTags('automations')
@Controller('v1/automations')
export class AutomationsController {
  constructor(
    private readonly automations: Automations,
    private readonly publishing: Publishing,
    private readonly saving: AutomationSaving,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Keep a definition as a new draft, with what is wrong with it' })
  @ApiResponse({ status: 201, standardSchema: Automation })
  @ApiProblems('invalid_json', 'invalid_body', 'invalid_definition', ...templateProblems)
  async create(@Holder() { workspaceId }: KeyHolder, @Body({ schema: CreateAutomation }) body: CreateAutomation) {
    return automationView(await this.saving.create(workspaceId, body));
  }

  @Get()
  @ApiOperation({ summary: 'List automations, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(AutomationSummary).meta({ id: 'AutomationPage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.automations.list(workspaceId, { limit, after: cursor }), summaryView);
  }

  @Post('validate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tell everything that is wrong with a definition, and keep nothing' })
  @ApiResponse({ status: 200, standardSchema: DefinitionProblems })
  @ApiProblems('invalid_json', 'invalid_body')
  async validateDefinition(
    @Holder() { workspaceId }: KeyHolder,
    @Body({ schema: ValidateAutomation }) body: ValidateAutomation,
  ) {
    return problemsView(await this.automations.validateDefinition(workspaceId, body.definition));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an automation with its draft and its versions' })
  @ApiResponse({ status: 200, standardSchema: AutomationDetails })
  @ApiProblems('automation_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return detailsView(await this.automations.get(workspaceId, id));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Replace the draft' })
  @ApiResponse({ status: 200, standardSchema: Automation })
  @ApiProblems(
    'invalid_json',
    'automation_not_found',
    'kept_by_setting',
    'stale_draft',
    'invalid_body',
    'invalid_definition',
    ...templateProblems,
  )
  async update(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateAutomation }) body: UpdateAutomation,
  ) {
    return automationView(await this.saving.update(workspaceId, id, body));
  }

  @Post(':id/validate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tell everything that is wrong with the draft' })
  @ApiResponse({ status: 200, standardSchema: DefinitionProblems })
  @ApiProblems('automation_not_found')
  async validate(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return problemsView(await this.automations.validate(workspaceId, id));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Make the draft the latest version and switch the automation on; live runs go on with theirs',
  })
  @ApiResponse({ status: 200, standardSchema: PublishedAutomation })
  @ApiProblems('automation_not_found', 'phrase_taken', 'not_publishable')
  async publish(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return publishedView(await this.publishing.publish({ workspaceId, id }));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Switch the latest version on' })
  @ApiResponse({ status: 200, standardSchema: AutomationSummary })
  @ApiProblems('automation_not_found', 'never_published', 'phrase_taken')
  async enable(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return summaryView(await this.publishing.enable({ workspaceId, id }));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Switch off: nothing starts any more, live runs go on' })
  @ApiResponse({ status: 200, standardSchema: AutomationSummary })
  @ApiProblems('automation_not_found', 'never_published')
  async disable(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return summaryView(await this.publishing.disable({ workspaceId, id }));
  }
}
