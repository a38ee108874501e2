export { childEnvironment, readEnv } from './env.schema.js';
export { messageOf } from './message-of.js';
export { withOwnServers, type AppOrder, type OwnServers, type StartedApp } from './own-servers.js';
export { freePort } from './ports/port-plan.js';
export { poll, type Patience } from './process/poll.js';
export { Admin } from './story/admin.js';
export { awaiting, type Look, type Wait } from './story/awaiting.js';
export { JsonApi } from './story/json-api.js';
export { workspaceRoot } from './workspace.js';
