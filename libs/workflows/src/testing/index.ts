export { FakePages } from './fake-pages.js';
export { bundleDriver, workflowsPath } from './bundle-driver.js';
export { DriverRig, type RunHandle } from './driver-rig.js';
export { FakeOrders } from './fake-orders.js';
export { answer, call, FakeRun, pause, send, type FakeStep } from './fake-run.js';
export { Gate } from './gate.js';
export { countOf, eventsOf, kindOf, kindsOf, summaryOf, type HistoryEvent } from './history.js';
export { until } from './until.js';
