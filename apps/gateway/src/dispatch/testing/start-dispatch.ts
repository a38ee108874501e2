import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { KafkaProducer } from '@threadline/kafka';
import { Clock, Registry, SystemClock } from '@threadline/platform';
import type { DispatchOptions } from '../dispatch-options.js';
import { DispatchModule } from '../dispatch.module.js';
import { EventHandler } from '../event-handler.js';

/** What stands around the dispatcher in a spec. */
export interface Around {
  handler: EventHandler;
  producer: KafkaProducer;
  registry?: Registry;
}

/** Starts dispatch as the gateway does, over a handler of the spec's. */
export function startDispatch(
  options: Partial<DispatchOptions> & Pick<DispatchOptions, 'kafka'>,
  { handler, producer, registry = new Registry() }: Around,
): Promise<INestApplicationContext> {
  const provided = [
    { provide: EventHandler, useValue: handler },
    { provide: KafkaProducer, useValue: producer },
    { provide: Registry, useValue: registry },
    { provide: Clock, useClass: SystemClock },
  ];
  const around = { module: class AroundDispatch {}, providers: provided, exports: provided };
  return NestFactory.createApplicationContext(DispatchModule.register(options, [around]), { logger: false });
}
