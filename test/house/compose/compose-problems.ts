import { agreementProblems } from './agreement-problems.js';
import { appProblems } from './app-problems.js';
import type { ComposeFile } from './compose-file.js';
import type { Stages } from './dockerfile.js';
import type { EnvSchema } from './env-schemas.js';
import { networkProblems } from './network-problems.js';
import { referenceProblems } from './reference-problems.js';

/** What a compose file is held against: the Dockerfile, and the variables of our apps and of the launcher. */
export interface House {
  readonly stages: Stages;
  readonly apps: Readonly<Record<string, EnvSchema>>;
  readonly launcher: EnvSchema;
}

/** Everything that is wrong with a compose file, a sentence each. */
export const composeProblems = (file: ComposeFile, { stages, apps, launcher }: House): string[] => [
  ...Object.entries(apps).flatMap(([app, schema]) => appProblems(app, file.services[app], { schema, stages })),
  ...networkProblems(file, Object.keys(apps)),
  ...referenceProblems(file, stages),
  ...agreementProblems(file, launcher),
];
