import { Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SigningSecrets } from '@threadline/runs';
import type { KeyHolder } from '@threadline/workspaces';
import { ForRoles } from '../../auth/for-roles.decorator.js';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { NeverKept } from '../../idempotency/never-kept.decorator.js';
import { NewSigningSecret, SigningSecrets as SigningSecretList } from './signing-secret.schemas.js';
import { signingSecretView } from './signing-secret.view.js';

/** The secrets with which the calls of a workspace's automations are signed. */
@ApiTags('signing secrets')
@Controller('v1/signing-secrets')
export class SigningSecretsController {
  constructor(private readonly secrets: SigningSecrets) {}

  @Get()
  @ApiOperation({
    summary: 'List the secrets that sign now',
    description: 'There is none before the first call of an automation and the first rotation.',
  })
  @ApiResponse({ status: 200, standardSchema: SigningSecretList })
  @ApiProblems()
  async list(@Holder() { workspaceId }: KeyHolder) {
    return { data: (await this.secrets.list(workspaceId)).map(signingSecretView) };
  }

  @Post()
  @ForRoles('owner', 'admin')
  @NeverKept()
  @ApiOperation({
    summary: 'Make a new secret the active one',
    description:
      'Calls are signed by the new secret and, for 24 hours, by the one before it too: `webhook-signature` has two signatures. ' +
      'The secret is shown once and kept nowhere in clear, so an `Idempotency-Key` does nothing here: a repetition makes another.',
  })
  @ApiResponse({ status: 201, standardSchema: NewSigningSecret })
  @ApiProblems('role_not_allowed')
  async rotate(@Holder() { workspaceId }: KeyHolder) {
    const { secret, ...made } = await this.secrets.rotate(workspaceId);
    return { ...signingSecretView(made), secret };
  }
}
