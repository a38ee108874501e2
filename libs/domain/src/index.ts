export * from './consent/opt-out.js';
export * from './contact/phone.js';
export * from './contact/zone-of.js';
export * from './text/normalise.js';
export * from './time/duration.js';
export * from './time/instant.js';
export * from './time/time-zone.js';
