import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { automationJsonSchema } from '@threadline/automation/json-schema';
import { NoKeyNeeded } from '@threadline/platform';
import { JsonSchema } from './json-schema.schema.js';

const automation = automationJsonSchema();

/** JSON Schemas of what the API takes, for editors and for whoever writes automations elsewhere. */
@ApiTags('schemas')
@NoKeyNeeded()
@Controller('v1/schemas')
export class SchemasController {
  @Get('automation')
  @ApiOperation({ summary: 'Get the JSON Schema of a definition; needs no key', security: [] })
  @ApiResponse({ status: 200, standardSchema: JsonSchema })
  automation(): object {
    return automation;
  }
}
