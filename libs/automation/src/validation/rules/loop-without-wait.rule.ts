import { stepsAfter, takesTime } from '../../engine/graph.js';
import type { AutomationDefinition } from '../../language/definition.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** Every loop contains a wait, a delay or a response: otherwise a run would go round it without end. */
export const loopWithoutWait: Rule = (definition) =>
  loopsOf(hastySteps(definition)).map((loop) => ({
    severity: 'error',
    code: 'loop_without_wait',
    path: pointer('steps', loop[0] ?? ''),
    message: `the loop ${[...loop, loop[0]].join(' → ')} contains no wait`,
    fix: 'Put a delay or a response into the loop, or give one of its steps "after".',
  }));

type Graph = ReadonlyMap<string, readonly string[]>;

/** The steps that take no time, and the ways between them. */
function hastySteps({ steps }: AutomationDefinition): Graph {
  const hasty = Object.entries(steps).filter(([, step]) => !takesTime(step));
  const ids = new Set(hasty.map(([stepId]) => stepId));
  return new Map(hasty.map(([stepId, step]) => [stepId, stepsAfter(step).filter((next) => ids.has(next))]));
}

/** One loop through each knot of steps that reach each other, found by walking depth first with a stack of its own. */
function loopsOf(graph: Graph): string[][] {
  const done = new Set<string>();
  const loops: string[][] = [];
  for (const start of graph.keys()) {
    const loop = done.has(start) ? undefined : loopFrom(graph, { start, done });
    if (loop) loops.push(loop);
  }
  return loops;
}

function loopFrom(graph: Graph, { start, done }: { start: string; done: Set<string> }): string[] | undefined {
  const path = [{ stepId: start, next: 0 }];
  for (let here = path.at(-1); here; here = path.at(-1)) {
    const to = graph.get(here.stepId)?.[here.next++];
    if (to === undefined) {
      done.add(here.stepId);
      path.pop();
      continue;
    }
    const back = path.findIndex(({ stepId }) => stepId === to);
    if (back >= 0) {
      for (const { stepId } of path) done.add(stepId);
      return path.slice(back).map(({ stepId }) => stepId);
    }
    if (!done.has(to)) path.push({ stepId: to, next: 0 });
  }
  return undefined;
}
