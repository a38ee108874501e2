import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SimulationResult } from '@threadline/automation';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { WrittenSimulation } from './simulation.schemas.js';
import { SimulationsService } from './simulations.service.js';

/** Automations in a virtual time. */
@ApiTags('simulations')
@Controller('v1/simulations')
export class SimulationsController {
  constructor(private readonly simulations: SimulationsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Run a definition, or a published version, against a contact and a timeline that you tell; nothing is sent',
  })
  @ApiResponse({ status: 200, standardSchema: SimulationResult })
  @ApiProblems(
    'invalid_json',
    'automation_not_found',
    'version_not_found',
    'invalid_simulation',
    'simulation_too_large',
  )
  simulate(@Holder() { workspaceId }: KeyHolder, @Body({ schema: WrittenSimulation }) written: unknown) {
    return this.simulations.simulate(workspaceId, written);
  }
}
