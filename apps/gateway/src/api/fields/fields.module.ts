import { Module } from '@nestjs/common';
import { FieldsController } from './fields.controller.js';

@Module({ controllers: [FieldsController] })
export class FieldsModule {}
