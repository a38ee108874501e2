import { Module, type DynamicModule } from '@nestjs/common';
import type { Env } from '../env.schema.js';
import { AutomationsModule } from './automations/automations.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { FieldsModule } from './fields/fields.module.js';
import { ListsModule } from './lists/lists.module.js';
import { NumbersModule } from './numbers/numbers.module.js';
import { PeopleModule } from './people/people.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { RunsModule } from './runs/runs.module.js';
import { SchemasModule } from './schemas/schemas.module.js';
import { SigningSecretsModule } from './signing-secrets/signing-secrets.module.js';
import { SimulationsModule } from './simulations/simulations.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { WorkspaceModule } from './workspace/workspace.module.js';

/** The REST API under `/v1`. */
@Module({})
export class ApiModule {
  static register(env: Env): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        AutomationsModule,
        CalendarModule,
        ConnectionsModule,
        ContactsModule,
        ConversationsModule,
        DeadLettersModule,
        FieldsModule,
        ListsModule,
        MessagesModule,
        NumbersModule,
        PeopleModule,
        RunsModule.register(env),
        SchemasModule,
        SigningSecretsModule,
        SimulationsModule,
        TemplatesModule,
        WorkspaceModule,
      ],
    };
  }
}
