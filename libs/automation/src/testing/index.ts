export * from './a-world.js';
export * from './an-automation.js';
export * from './story.js';
export * from './problems.js';
export * from './fired.js';
// Lets a test put another behaviour in the place of a step type's.
export { behaviourOf } from '../steps/index.js';
