export { ChangedRun } from './changed-run.js';
export { aDefinition, anArmedDefinition } from './definitions.js';
export { aCrowd, type CrowdMember } from './crowd.js';
export { Stage } from './stage.js';
export { answers, FakeReceiver, type Called } from './fake-receiver.js';
export { aPicture, FakeFiles } from './fake-files.js';
export { FakeTemporal } from './fake-temporal.js';
export { FakeWhatsApp } from './fake-whatsapp.js';
