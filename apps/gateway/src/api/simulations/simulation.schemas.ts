import { SimulationScript } from '@threadline/automation';
import { z } from 'zod';
import { Id } from '../id.schema.js';
import { exampleSimulation } from './example-simulation.js';

const WrittenDefinition = z.unknown().meta({ $ref: '#/definitions/AutomationDefinition' });

/** A simulation as the document shows it: of a definition that is sent along, or of a published version. */
export const SimulationRequest = z
  .union([
    SimulationScript.extend({ definition: WrittenDefinition }),
    SimulationScript.extend({ automationId: Id, version: z.number().int().min(1) }),
  ])
  .meta({ id: 'SimulationRequest', examples: [exampleSimulation] });

/** A simulation as it is sent. It is read in a thread of its own, which names every place that is wrong. */
export const WrittenSimulation = z.unknown().meta({ $ref: '#/definitions/SimulationRequest' });
