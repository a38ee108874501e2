export { ApiKeys, createApiKey, Role, type KeyHolder } from './api-keys.js';
export { createWorkspace } from './create-workspace.js';
export { NewWorkspace } from './new-workspace.js';
export { NumberOwners } from './number-owners.js';
