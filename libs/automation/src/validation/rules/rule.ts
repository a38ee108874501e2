import type { AutomationDefinition } from '../../language/definition.js';
import type { Catalog, Problem } from '../problem.js';

/** One thing that can be wrong with a definition whose shape is right. */
export type Rule = (definition: AutomationDefinition, catalog: Catalog) => Problem[];
