import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { Clock } from '@threadline/platform';
import { ApiKeys } from '@threadline/workspaces';
import { DataSource } from 'typeorm';
import { KeyGuard } from '../auth/key.guard.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import { IdempotentWrites } from '../idempotency/idempotent-writes.js';
import { AppLogger } from '../resources/app-logger.js';
import { ParsePipe } from './parse.pipe.js';
import { ProblemsFilter } from './problems.filter.js';

/** What holds for every route: API keys, parsing by schema, writes that may be repeated, problem documents. */
@Module({
  providers: [
    {
      provide: ApiKeys,
      inject: [DataSource, Clock],
      useFactory: (dataSource: DataSource, clock: Clock) => new ApiKeys(dataSource, clock),
    },
    IdempotentWrites,
    {
      provide: APP_FILTER,
      inject: [AppLogger],
      useFactory: ({ log }: AppLogger) => new ProblemsFilter(log),
    },
    { provide: APP_GUARD, useClass: KeyGuard },
    { provide: APP_PIPE, useClass: ParsePipe },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class HttpModule {}
