import { stepLimit } from '@threadline/automation';

/** What the ways out of steps mean, where a step does not tell itself. */
export const waysOut: Readonly<Record<string, string>> = {
  next: 'The step is done.',
  // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; it is never awaited
  then: 'All paths have ended.',
  branches: 'The first step of each path.',
  step: 'Where to jump to.',
  otherwise: 'No case holds.',
  timeout: 'It did not come within the deadline.',
  failed: 'It could not be done.',
  notSendable: 'The template was not approved, and not in time.',
  windowClosed: 'The customer service window is closed.',
  answered: 'The contact answered.',
  unanswered: 'Nobody answered.',
  invalid: 'The value is none of the field`s type, or there is no such field.',
  refused: 'The other automation did not take the contact.',
};

export const opening = `# The language of automations

Written by \`npm run docs:language\` from the schemas that the API itself uses; every example is simulated by a test. The same as
JSON Schema: [automation.schema.json](automation.schema.json), and \`GET /v1/schemas/automation\` of the gateway.

## The life of a run

1. **A trigger fires.** With \`when\` at the event its run enters at once. With \`after\` or \`before\` the run is \`armed\`: it waits for
   its moment and is not counted yet. A later event with the same key moves the moment; an exit, the goal, or an event of
   \`cancelOn\` disarms it.
2. **It enters, or is refused.** The rules of \`entry\` are judged at that moment, never at arming. A refusal is kept with its reason.
   A blocked contact never enters.
3. **It is \`active\`**, from \`start\` along the ways out of its steps, on several paths after a \`branch\`. A way out names the next
   step, or \`null\` where the path ends. A loop must contain something that takes time, and after ${stepLimit.toLocaleString('en')} executed steps a run ends
   with \`step_limit\`.
4. **It ends**: \`completed\` when its last path has ended or the goal is reached, \`exited\` when something else ended it, in the
   middle of any wait: an event of \`exits\`, an opt-out, a block, a newer run in its place, a person, another automation. The goal
   is judged before the exits.

A problem whose way out is not wired ends a run at a send, and lets it go on at any other step, unless \`onFailure\` says
otherwise. Either way it stands in the run's timeline with its reason.

**Time.** Durations are ISO 8601. Their date parts are calendar time in the run's zone (\`P1D\` is the same time tomorrow, also when
the clocks change), their time parts are exact (\`PT24H\`).

**Texts** are Liquid templates over \`contact\`, \`trigger\`, \`run\`, \`message\`, \`ticket\`, \`order\` and the \`results\` of earlier steps.
`;

export const onTriggers = `What all triggers share; those that wait for a moment of their own take \`id\` alone of it.`;
export const onSteps = `What all steps take. A step stands in \`steps\` under its id.`;
export const onExamples = `Examples are simulated from Monday, 12 October 2026, 10:00 in Rome.`;
