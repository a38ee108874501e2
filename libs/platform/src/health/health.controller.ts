import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { HealthChecks, type HealthFinding } from './health-check.js';
import { NoKeyNeeded } from './no-key-needed.js';

/** The part of a reply that is needed here, whatever the HTTP server. */
interface Reply {
  status(code: number): unknown;
}

/** Tells an orchestrator whether the process runs and whether it can do its work. */
@NoKeyNeeded()
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: Reply): Promise<{ status: string; checks: HealthFinding[] }> {
    const checks = await this.checks.findings();
    const isReady = checks.every((finding) => finding.ok);
    reply.status(isReady ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return { status: isReady ? 'ok' : 'unavailable', checks };
  }
}
