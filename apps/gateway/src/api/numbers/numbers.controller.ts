import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Numbers, type KeyHolder } from '@threadline/workspaces';
import { ForRoles } from '../../auth/for-roles.decorator.js';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { ChangeNumberSecrets, PhoneNumberId, WhatsAppNumber, WhatsAppNumbers } from './number.schemas.js';

/** The workspace's WhatsApp numbers, for owners and admins. Secrets go in and are never answered. */
@ApiTags('numbers')
@ForRoles('owner', 'admin')
@Controller('v1/numbers')
export class NumbersController {
  constructor(private readonly numbers: Numbers) {}

  @Get()
  @ApiOperation({ summary: 'List the WhatsApp numbers' })
  @ApiResponse({ status: 200, standardSchema: WhatsAppNumbers })
  @ApiProblems('role_not_allowed')
  async list(@Holder() { workspaceId }: KeyHolder) {
    return { data: (await this.numbers.list(workspaceId)).map(numberView) };
  }

  @Put(':phoneNumberId/secrets')
  @ApiOperation({
    summary: 'Replace secrets of a number',
    description:
      'A token is used from the next call on. Webhooks are held to a new app secret within a minute; WhatsApp repeats those ' +
      'that are refused until then.',
  })
  @ApiResponse({ status: 200, standardSchema: WhatsAppNumber })
  @ApiProblems('invalid_json', 'role_not_allowed', 'number_not_found', 'invalid_body')
  async changeSecrets(
    @Holder() { workspaceId }: KeyHolder,
    @Param('phoneNumberId', { schema: PhoneNumberId }) phoneNumberId: string,
    @Body({ schema: ChangeNumberSecrets }) change: ChangeNumberSecrets,
  ) {
    return numberView(await this.numbers.changeSecrets(workspaceId, phoneNumberId, change));
  }
}

const numberView = ({ has, ...facts }: Awaited<ReturnType<Numbers['list']>>[number]) => ({
  ...facts,
  hasAccessToken: has.includes('accessToken'),
  hasAppSecret: has.includes('appSecret'),
});
