export * from './a-world.js';
export * from './an-automation.js';
export * from './story.js';
export * from './problems.js';
export * from './fired.js';
