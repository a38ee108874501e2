import { createWorkspace, NewWorkspace } from '@threadline/workspaces';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { withDatabase } from './with-database.js';
import { Misused, type Command } from './command.js';

const options = {
  slug: { type: 'string' },
  name: { type: 'string' },
  'time-zone': { type: 'string' },
  'phone-number-id': { type: 'string' },
  'waba-id': { type: 'string' },
  'display-phone': { type: 'string' },
} as const;

const { slug, name, timeZone, phoneNumberId, wabaId, displayPhone } = NewWorkspace.shape;

/** Opens a workspace. */
export const createWorkspaceCommand: Command = {
  name: 'create-workspace',
  help: `create-workspace --slug my-shop --name "My shop" --time-zone Europe/Rome \\
  --phone-number-id 100000000000001 --waba-id 200000000000001 --display-phone +390212345678

Opens a workspace, or finds the one of this slug again, and prints a new API key of its owner. The key is shown only now.

  --slug             ${slug.description}
  --name             ${name.description}
  --time-zone        ${timeZone.description}
  --phone-number-id  ${phoneNumberId.description}
  --waba-id          ${wabaId.description}
  --display-phone    ${displayPhone.description}`,

  async run(args) {
    const { values } = parseArgs({ args, options });
    const workspace = NewWorkspace.safeParse({
      slug: values.slug,
      name: values.name,
      timeZone: values['time-zone'],
      phoneNumberId: values['phone-number-id'],
      wabaId: values['waba-id'],
      displayPhone: values['display-phone'],
    });
    if (!workspace.success) throw new Misused(z.prettifyError(workspace.error));
    const { workspaceId, apiKey } = await withDatabase((dataSource) => createWorkspace(dataSource, workspace.data));
    return `workspace ${workspaceId}\napi key   ${apiKey}\n`;
  },
};
