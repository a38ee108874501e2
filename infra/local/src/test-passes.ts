const isEndToEnd = (file: string): boolean => file.endsWith('.e2e-spec.ts');
const limitsItself = (arg: string): boolean => /^(-w|-i|--maxWorkers|--runInBand)/.test(arg);

/**
 * The arguments of Jest for each of its runs, one after the other. End-to-end specs come last and one at a time: many start a whole
 * system of their own, and several of those would starve each other.
 */
export function passesOf(specs: readonly string[], args: readonly string[]): string[][] {
  const alone = args.some(limitsItself) ? [] : ['--maxWorkers=1'];
  // A list of projects takes in whatever follows it, so it comes last.
  return [
    ...(specs.every(isEndToEnd) ? [] : [[...args, '--ignoreProjects', 'e2e']]),
    ...(specs.some(isEndToEnd) ? [[...args, ...alone, '--ignoreProjects', 'unit', 'workflow', 'integration']] : []),
  ];
}
