import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.js';
import { publishedPorts, type ComposeFile, type Service } from './compose-file.js';
import { instructionOf, type Stages } from './dockerfile.js';

/** References to services, stages, volumes and files that do not exist, and ports and images that are not as agreed. */
export function referenceProblems(file: ComposeFile, stages: Stages): string[] {
  const services = Object.entries(file.services);
  return [
    ...services.flatMap(([name, service]) => dependencyProblems(name, service, { file, stages })),
    ...services.flatMap(([name, service]) => imageProblems(name, service, stages)),
    ...volumeProblems(file),
    ...portProblems(file),
  ];
}

function dependencyProblems(
  name: string,
  { depends_on = {} }: Service,
  { file, stages }: { file: ComposeFile; stages: Stages },
): string[] {
  return Object.entries(depends_on).flatMap(([other, { condition }]) => {
    const service = file.services[other];
    if (service === undefined) return [`${name}: waits for ${other}, which is no service`];
    const isChecked =
      service.healthcheck ?? (service.build && instructionOf(stages, service.build.target, 'HEALTHCHECK'));
    if (condition === 'service_healthy' && !isChecked)
      return [`${name}: waits for the health of ${other}, which nobody checks`];
    const isOnce = condition === 'service_completed_successfully';
    return isOnce && !(service.restart ?? '').startsWith('on-failure')
      ? [`${name}: waits for the end of ${other}, which runs on`]
      : [];
  });
}

function imageProblems(name: string, { image, build }: Service, stages: Stages): string[] {
  if (build) return stages.has(build.target) ? [] : [`${name}: the Dockerfile has no stage ${build.target}`];
  return /:\d+\.\d+(\.\d+)?$/.test(image ?? '') ? [] : [`${name}: ${image} is no exact version`];
}

function volumeProblems({ services, volumes = {} }: ComposeFile): string[] {
  const used = Object.entries(services).flatMap(([name, service]) =>
    (service.volumes ?? []).map((volume) => ({ name, source: volume.split(':')[0] ?? '' })),
  );
  const unused = Object.keys(volumes).filter((volume) => !used.some(({ source }) => source === volume));
  return [
    ...used
      .filter(({ source }) => (source.startsWith('.') ? !existsSync(join(root, source)) : !(source in volumes)))
      .map(({ name, source }) => `${name}: there is no volume or file ${source}`),
    ...unused.map((volume) => `the volume ${volume} is not used`),
  ];
}

/** None of the servers asks for a password worth the name, so only this machine may reach them. */
function portProblems({ services }: ComposeFile): string[] {
  const ports = Object.entries(services).flatMap(([name, service]) =>
    publishedPorts(service).map((port) => ({ name, ...port })),
  );
  return ports.flatMap(({ name, address, host }, index) => [
    ...(address === '127.0.0.1' ? [] : [`${name}: port ${host} is open to other machines`]),
    ...(ports.findIndex((port) => port.host === host) === index ? [] : [`${name}: port ${host} is published twice`]),
  ]);
}
