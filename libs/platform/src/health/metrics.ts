import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry with Node's own metrics, among them the event loop's delay; each line carries the app's name. */
export function createMetrics(app: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry });
  return registry;
}
