import { environmentOf, publishedPorts, type Service } from './compose-file.js';
import { instructionOf, type Stages } from './dockerfile.js';
import type { EnvSchema } from './env-schemas.js';

/** What is wrong with the service of one of our apps: its image, its variables, its port. */
export function appProblems(
  app: string,
  service: Service | undefined,
  given: { schema: EnvSchema; stages: Stages },
): string[] {
  if (service === undefined) return [`there is no service ${app}`];
  return [
    ...imageProblems(app, service, given.stages),
    ...variableProblems(service, given.schema),
    ...portProblems(app, service, given.stages),
  ].map((problem) => `${app}: ${problem}`);
}

function imageProblems(app: string, { build }: Service, stages: Stages): string[] {
  const command = instructionOf(stages, app, 'CMD') ?? '';
  return [
    ...(build?.target === app ? [] : [`is not built from the stage ${app}`]),
    ...(command.includes(`"apps/${app}/dist/main.js"`) ? [] : [`its stage does not start apps/${app}/dist/main.js`]),
    ...(instructionOf(stages, app, 'USER') === 'node' ? [] : ['its stage runs as root']),
    ...(instructionOf(stages, app, 'HEALTHCHECK')?.includes('/health/ready') ? [] : ['its stage has no health check']),
  ];
}

function variableProblems(service: Service, schema: EnvSchema): string[] {
  const env = environmentOf(service);
  const unknown = Object.keys(env).filter((name) => !(name in schema.shape));
  const issues = schema.safeParse(env).error?.issues ?? [];
  return [
    ...unknown.map((name) => `${name} is no variable of the app`),
    ...issues.map(({ path, message }) =>
      String(path[0]) in env ? `${String(path[0])}: ${message}` : `${String(path[0])} is missing`,
    ),
  ];
}

function portProblems(app: string, service: Service, stages: Stages): string[] {
  const { PORT } = environmentOf(service);
  const [published] = publishedPorts(service);
  return [
    ...(instructionOf(stages, app, 'EXPOSE') === PORT ? [] : [`listens on ${PORT}, its stage exposes another port`]),
    ...(String(published?.container) === PORT ? [] : [`listens on ${PORT}, published is ${published?.container}`]),
  ];
}
