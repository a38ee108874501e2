// Holds every advisory that npm knows of our packages to the reviewed list. Usage: node infra/checks/audit.mjs [answer of npm audit --json [list]]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';

const root = join(import.meta.dirname, '../..');
const [, , answerFile, listFile = join(import.meta.dirname, 'audit-allowed.json')] = argv;

const answer = JSON.parse(answerFile ? readFileSync(answerFile, 'utf8') : npmAudit());
const allowed = JSON.parse(readFileSync(listFile, 'utf8'));
if (!answer.vulnerabilities) {
  console.log(`note: nothing was audited, the registry gives no advisories: ${answer.message ?? 'it said nothing'}`);
  exit(0);
}
const problems = [...answersProblems(advisoriesIn(answer)), ...listProblems(advisoriesIn(answer))];
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'Every advisory was reviewed.' : `${problems.length} problems.`);
exit(problems.length === 0 ? 0 : 1);

function npmAudit() {
  const { stdout, error } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8' });
  if (error) throw error;
  return stdout || '{}';
}

/** The advisories by id; a package that is only affected through another names that one instead of an advisory. */
function advisoriesIn({ vulnerabilities }) {
  const advisories = Object.values(vulnerabilities).flatMap(({ via }) =>
    via.filter((cause) => typeof cause === 'object'),
  );
  return new Map(advisories.map((advisory) => [idOf(advisory), advisory]));
}

function idOf({ url, source }) {
  return url?.split('/').at(-1) ?? String(source);
}

function answersProblems(advisories) {
  return [...advisories]
    .filter(([id]) => !allowed.some(({ advisory }) => advisory === id))
    .map(
      ([id, { name, severity, title }]) =>
        `${name}  ${severity}: ${title} (${id}). Upgrade it, or review it and list it with a reason and an end in infra/checks/audit-allowed.json.`,
    );
}

function listProblems(advisories) {
  const today = new Date().toISOString().slice(0, 10);
  return allowed.flatMap(({ advisory, reason, until }) => {
    if (!reason || !/^\d{4}-\d\d-\d\d$/.test(until ?? ''))
      return [`${advisory}  is listed without a reason or an end (until: YYYY-MM-DD).`];
    if (!advisories.has(advisory)) return [`${advisory}  is listed but no longer reported: take it off the list.`];
    return until < today ? [`${advisory}  was allowed until ${until}: review it again.`] : [];
  });
}
