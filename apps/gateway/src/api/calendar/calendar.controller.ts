import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { Calendar } from './calendar.schemas.js';
import { CalendarService } from './calendar.service.js';

/** When the workspace works. */
@ApiTags('calendar')
@Controller('v1/calendar')
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @Get()
  @ApiOperation({ summary: 'Tell when the workspace works' })
  @ApiResponse({ status: 200, standardSchema: Calendar })
  @ApiProblems('calendar_not_found')
  get(@Holder() { workspaceId }: KeyHolder) {
    return this.calendar.get(workspaceId);
  }

  @Put()
  @ApiOperation({ summary: 'Say when the workspace works' })
  @ApiResponse({ status: 200, standardSchema: Calendar })
  @ApiProblems('invalid_json', 'invalid_body')
  set(@Holder() { workspaceId }: KeyHolder, @Body({ schema: Calendar }) calendar: Calendar) {
    return this.calendar.set(workspaceId, calendar);
  }
}
