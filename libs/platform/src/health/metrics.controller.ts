import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';
import { NoKeyNeeded } from './no-key-needed.js';

/** The app's metrics in Prometheus' text format. */
@NoKeyNeeded()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
