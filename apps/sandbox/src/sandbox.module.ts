import {
  Module,
  StandardSchemaValidationPipe,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  Clock,
  Counter,
  createMetrics,
  Gauge,
  HealthModule,
  SystemClock,
  type Logger,
  type Registry,
} from '@threadline/platform';
import { Calls } from './calls/calls.js';
import { CallsController } from './calls/calls.controller.js';
import { CallsService } from './calls/calls.service.js';
import { CustomerCallsController } from './calls/customer-calls.controller.js';
import { ChatsController } from './chats/chats.controller.js';
import { ChatsService } from './chats/chats.service.js';
import { ControlController } from './control/control.controller.js';
import { ControlService } from './control/control.service.js';
import { ReceiverCheck } from './control/receiver-check.js';
import { CustomersController } from './customers/customers.controller.js';
import { CustomersService } from './customers/customers.service.js';
import type { Env } from './env.schema.js';
import { AccessToken } from './graph/graph-access.guard.js';
import { GraphErrorFilter } from './graph/graph-error.filter.js';
import { Failures } from './interference/failures.js';
import { Holds } from './interference/holds.js';
import { InterferenceController } from './interference/interference.controller.js';
import { Interference } from './interference/interference.js';
import { MediaController } from './media/media.controller.js';
import { largestFile } from './media/media-rules.js';
import { MessagesController } from './messages/messages.controller.js';
import { MessagesService } from './messages/messages.service.js';
import { Statuses } from './messages/statuses.js';
import { Numbers } from './numbers/numbers.js';
import { PhoneController } from './phone/phone.controller.js';
import { Receivers } from './receivers/receivers.js';
import { ReceiversController } from './receivers/receivers.controller.js';
import { Shops } from './shops/shops.js';
import { ShopsController } from './shops/shops.controller.js';
import { StateFile } from './state/state-file.js';
import { Reviews } from './templates/reviews.js';
import { TemplatesController } from './templates/templates.controller.js';
import { Templates } from './templates/templates.js';
import { TemplatesService } from './templates/templates.service.js';
import { Webhooks } from './webhooks/webhooks.js';

/** A parts list: the world (numbers, templates), what acts in it, and what tells of it. */
function partsOf(env: Env, registry: Registry) {
  const clock = new SystemClock();
  const numbers = new Numbers();
  const templates = new Templates();
  const failures = new Failures();
  const holds = new Holds();
  const webhooks = webhooksOf(env, numbers, registry);
  const statuses = new Statuses(webhooks);
  const calls = new Calls({ numbers, webhooks, clock });
  const reviews = new Reviews({ templates, webhooks, clock, delayMs: env.SANDBOX_TEMPLATE_REVIEW_MS });
  const receivers = new Receivers(clock);
  const shops = new Shops(clock);
  return { clock, numbers, templates, failures, holds, webhooks, statuses, calls, reviews, receivers, shops };
}
type Parts = ReturnType<typeof partsOf>;

function webhooksOf(env: Env, numbers: Numbers, registry: Registry): Webhooks {
  const outcomes = new Counter({
    name: 'sandbox_webhooks_total',
    help: 'Webhooks by what happened to them',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const webhooks = new Webhooks({
    numbers,
    url: env.SANDBOX_WEBHOOK_URL,
    appSecret: env.SANDBOX_APP_SECRET,
    timeoutMs: env.SANDBOX_WEBHOOK_TIMEOUT_MS,
    limits: { longest: env.SANDBOX_WEBHOOK_QUEUE, attempts: env.SANDBOX_WEBHOOK_ATTEMPTS, concurrent: 16 },
    count: (outcome) => outcomes.inc({ outcome }),
  });
  new Gauge({
    name: 'sandbox_webhooks_pending',
    help: 'Webhooks that no receiver has taken yet',
    registers: [registry],
    collect() {
      this.set(Object.values(webhooks.pending()).reduce((sum, size) => sum + size, 0));
    },
  });
  return webhooks;
}

function providersOf(parts: Parts, env: Env, logger: Logger): Provider[] {
  const value = <T extends object>(provided: T): Provider => ({ provide: provided.constructor, useValue: provided });
  const { numbers, templates, reviews, failures, holds, webhooks, statuses, calls, receivers, shops, clock } = parts;
  const token: AccessToken = { value: env.SANDBOX_ACCESS_TOKEN };
  const receiver = {
    url: env.SANDBOX_WEBHOOK_URL,
    verifyToken: env.SANDBOX_VERIFY_TOKEN,
    timeoutMs: env.SANDBOX_WEBHOOK_TIMEOUT_MS,
  };
  return [
    ...[numbers, templates, reviews, failures, holds, webhooks, statuses, calls, receivers, shops].map(value),
    { provide: Clock, useValue: clock },
    { provide: AccessToken, useValue: token },
    value(new MessagesService(parts)),
    value(new CallsService(parts)),
    value(new TemplatesService(templates, reviews)),
    value(new CustomersService(parts)),
    value(new ChatsService(parts)),
    value(new ControlService(parts)),
    value(new Interference(failures, holds)),
    value(new ReceiverCheck(receiver)),
    value(new StateFile(env.SANDBOX_STATE_FILE, parts, logger)),
    { provide: APP_PIPE, useValue: new StandardSchemaValidationPipe() },
    { provide: APP_FILTER, useValue: new GraphErrorFilter(logger) },
  ];
}

/** Wires the sandbox. */
@Module({
  controllers: [
    MessagesController,
    CallsController,
    MediaController,
    TemplatesController,
    CustomersController,
    CustomerCallsController,
    InterferenceController,
    ChatsController,
    ControlController,
    PhoneController,
    ReceiversController,
    ShopsController,
  ],
})
export class SandboxModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly webhooks: Webhooks,
    private readonly statuses: Statuses,
    private readonly calls: Calls,
    private readonly reviews: Reviews,
    private readonly holds: Holds,
    private readonly shops: Shops,
    private readonly state: StateFile,
  ) {}

  static register(env: Env, logger: Logger): DynamicModule {
    const registry = createMetrics('sandbox');
    return {
      module: SandboxModule,
      imports: [HealthModule.register({ registry, checks: [] })],
      providers: providersOf(partsOf(env, registry), env, logger),
    };
  }

  /** Forms of uploads are read as a whole. */
  onModuleInit(): void {
    const options = { parseAs: 'buffer', bodyLimit: largestFile + 2 ** 20 } as const;
    const fastify = this.host.httpAdapter.getInstance();
    fastify.addContentTypeParser('multipart/form-data', options, (_request, body, done) => done(null, body));
  }

  onApplicationBootstrap(): void {
    this.state.open();
  }

  /** Nothing may keep the process alive. */
  onApplicationShutdown(): void {
    this.state.close();
    this.holds.end('discarded');
    this.reviews.reset();
    this.statuses.close();
    this.calls.close();
    this.webhooks.close();
    this.shops.close();
  }
}
