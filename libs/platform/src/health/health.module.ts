import { Global, Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { HealthChecks, type HealthCheck } from './health-check.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

/** An app's metrics registry, and its checks: given, or made from what Nest injects. */
export interface HealthOptions {
  registry: Registry;
  imports?: DynamicModule['imports'];
  checks: readonly HealthCheck[] | Pick<FactoryProvider<readonly HealthCheck[]>, 'inject' | 'useFactory'>;
}

/** Serves `/health/live`, `/health/ready` and `/metrics`, and hands the registry to whoever injects `Registry`. */
@Global()
@Module({})
export class HealthModule {
  static register({ registry, imports = [], checks }: HealthOptions): DynamicModule {
    const { inject = [], useFactory } = 'useFactory' in checks ? checks : { useFactory: () => checks };
    const make = async (...given: unknown[]) => new HealthChecks(await useFactory(...given));
    return {
      module: HealthModule,
      imports,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Registry, useValue: registry },
        { provide: HealthChecks, inject, useFactory: make },
      ],
      exports: [Registry],
    };
  }
}
