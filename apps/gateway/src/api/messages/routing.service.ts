import { Injectable } from '@nestjs/common';
import { routingOf, type RecordedRouting } from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../../http/problem.js';

/** Who took what contacts wrote. */
@Injectable()
export class RoutingService {
  constructor(private readonly dataSource: DataSource) {}

  async get(workspaceId: string, messageId: string): Promise<RecordedRouting> {
    const routing = await routingOf(this.dataSource.manager, workspaceId, messageId);
    if (!routing) throw new RequestProblem('message_not_found', `There is no inbound message ${messageId}`);
    return routing;
  }
}
