/** The workspace that the story plays in. */
export interface DemoWorkspace {
  readonly id: string;
  readonly apiKey: string;
  readonly phoneNumberId: string;
  /** The WhatsApp business account of the number, which owns its templates. */
  readonly wabaId: string;
}

/** A system that is up, as somebody outside sees it. */
export interface RunningStack {
  readonly gatewayUrl: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly temporalAddress: string;
  readonly temporalUiUrl: string;
  readonly workspace: DemoWorkspace;
}

/** Something that is played on a running system. A thrown error means that it did not go as it should. */
export type Story = (stack: RunningStack, print: (line: string) => void) => Promise<void>;
