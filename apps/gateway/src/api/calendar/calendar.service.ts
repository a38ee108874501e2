import { Injectable } from '@nestjs/common';
import { calendarOf, setCalendar } from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../../http/problem.js';
import type { Calendar } from './calendar.schemas.js';

/** When a workspace works. */
@Injectable()
export class CalendarService {
  constructor(private readonly dataSource: DataSource) {}

  async get(workspaceId: string): Promise<Calendar> {
    const calendar = await calendarOf(this.dataSource.manager, workspaceId);
    if (!calendar) throw new RequestProblem('calendar_not_found', 'Nobody has said yet when the workspace works');
    return calendar;
  }

  async set(workspaceId: string, calendar: Calendar): Promise<Calendar> {
    await setCalendar(this.dataSource.manager, workspaceId, calendar);
    return calendar;
  }
}
