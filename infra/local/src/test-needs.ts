/** What the selected specs need, by the endings that jest.config.mjs gives to its projects. */
export interface TestNeeds {
  readonly timeSkippingServer: boolean;
  readonly servers: boolean;
  readonly apps: boolean;
}

/** Specs that need a database beside the time-skipping server. */
const onBoth = /\/agreement\/[^/]+\.workflow-spec\.ts$/;

export function needsOf(files: readonly string[]): TestNeeds {
  const has = (ending: string): boolean => files.some((file) => file.endsWith(`.${ending}.ts`));
  const apps = has('e2e-spec');
  return {
    timeSkippingServer: has('workflow-spec'),
    servers: apps || has('int-spec') || files.some((file) => onBoth.test(file)),
    apps,
  };
}
