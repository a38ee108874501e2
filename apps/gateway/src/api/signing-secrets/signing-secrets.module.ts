import { Module } from '@nestjs/common';
import { Clock, SecretBox } from '@threadline/platform';
import { SigningSecrets } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { SigningSecretsController } from './signing-secrets.controller.js';

@Module({
  controllers: [SigningSecretsController],
  providers: [
    {
      provide: SigningSecrets,
      inject: [DataSource, SecretBox, Clock],
      useFactory: (dataSource: DataSource, box: SecretBox, clock: Clock) => new SigningSecrets(dataSource, box, clock),
    },
  ],
})
export class SigningSecretsModule {}
