import { chmodSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { root, runCommand } from './run.js';
import { temporaryFolder } from './temporary-folder.js';

/** What a stand-in for npm does: the exit code of each command, and what its tests print. */
interface Npm {
  readonly ci?: number;
  readonly check?: number;
  readonly test?: number;
  readonly says?: string;
}

const standIn = ({ ci = 0, check = 0, test = 0, says = '12 passed, 0 failed' }: Npm): string => `#!/usr/bin/env bash
case "$1 $2 $3" in
  ci*) exit ${ci} ;;
  'run --silent check') echo 'the checks ran'; exit ${check} ;;
  test*) printf '%s\\n' '${says}'; echo 'npm error a late word' >&2; exit ${test} ;;
esac
exit 99
`;

/** What the script itself calls; nothing else is on its PATH, so that this machine's browser does not count. */
const tools = ['bash', 'dirname', 'grep', 'mktemp', 'rm', 'tail', 'tee'];

const toolPath = (tool: string): string => runCommand('which', [tool], root).output.trim();

describe('.ci/run', () => {
  const folders: ReturnType<typeof temporaryFolder>[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

  const run = (npm: Npm, { commands = { chromium: '' } }: { commands?: Record<string, string> } = {}) => {
    const stand = { npm: standIn(npm), ...commands };
    const files = Object.entries(stand).map(([name, script]) => [`bin/${name}`, script]);
    const folder = temporaryFolder(Object.fromEntries(files) as Record<string, string>);
    folders.push(folder);
    for (const name of Object.keys(stand)) chmodSync(join(folder.path, 'bin', name), 0o755);
    for (const tool of tools) symlinkSync(toolPath(tool), join(folder.path, 'bin', tool));
    cpSync(join(root, '.ci'), join(folder.path, '.ci'), { recursive: true });
    const { code, output } = runCommand(
      'env',
      ['-u', 'CHROMIUM_PATH', `PATH=${folder.path}/bin`, '.ci/run'],
      folder.path,
    );
    return { code, output, lastLine: output.trimEnd().split('\n').at(-1) };
  };

  it('ends with the count of the tests when all is well', () => {
    expect(run({})).toMatchObject({ code: 0, lastLine: '12 passed, 0 failed' });
  });

  it('keeps the count of skipped tests', () => {
    expect(run({ says: '12 passed, 0 failed, 1 skipped' }).lastLine).toBe('12 passed, 0 failed, 1 skipped');
  });

  it('fails when tests fail', () => {
    expect(run({ test: 1, says: '10 passed, 2 failed' })).toMatchObject({ code: 1, lastLine: '10 passed, 2 failed' });
  });

  it('still runs the tests when a check failed, and counts it as a failure', () => {
    const { code, output, lastLine } = run({ check: 1 });
    expect({ code, lastLine }).toEqual({ code: 1, lastLine: '12 passed, 1 failed' });
    expect(output).toContain('npm run check failed');
  });

  it('fails when the tests die without a count', () => {
    expect(run({ test: 137, says: 'killed' })).toMatchObject({ code: 1, lastLine: '0 passed, 1 failed' });
  });

  it('fails when the tests end badly though they count no failure', () => {
    expect(run({ test: 1 })).toMatchObject({ code: 1, lastLine: '12 passed, 1 failed' });
  });

  it('fails when no test ran', () => {
    expect(run({ says: '0 passed, 0 failed' })).toMatchObject({ code: 1, lastLine: '0 passed, 0 failed' });
  });

  it('stops at once when the packages cannot be installed', () => {
    const { code, output, lastLine } = run({ ci: 1 });
    expect({ code, lastLine }).toEqual({ code: 1, lastLine: '0 passed, 1 failed' });
    expect(output).not.toContain('the checks ran');
  });

  it('installs a browser when there is none', () => {
    const aptGet = '#!/usr/bin/env bash\necho "apt-get $*"\n';
    const { code, output } = run({}, { commands: { 'apt-get': aptGet } });
    expect(code).toBe(0);
    expect(output).toMatch(/^apt-get .*install .*chromium$/m);
    expect(run({}, { commands: { 'apt-get': aptGet, chromium: '' } }).output).not.toContain('apt-get');
  });

  it('goes on without a browser, and says so', () => {
    const aptGet = '#!/usr/bin/env bash\nexit 100\n';
    const { code, output } = run({}, { commands: { 'apt-get': aptGet } });
    expect(code).toBe(0);
    expect(output).toContain('Chromium could not be installed');
  });
});
