export { ApiKeys, createApiKey, Role, type KeyHolder } from './api-keys.js';
export { AppSecrets } from './app-secrets.js';
export { createWorkspace } from './create-workspace.js';
export { NewWorkspace } from './new-workspace.js';
export { NumberNotFound, Numbers } from './numbers.js';
export { NumberOwners } from './number-owners.js';
