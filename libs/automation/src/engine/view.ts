import { addDuration, type Instant } from '@threadline/domain';
import { evaluate } from '../conditions/evaluate.js';
import { valueAt } from '../conditions/value-at.js';
import type { RunView } from '../steps/run-view.js';
import { lastMessageOf } from '../text/last-message.js';
import { renderText } from '../text/render.js';
import type { Draft } from './draft.js';
import type { Token } from './run-state.js';

/** What a step sees of its run at a moment of the run's own clock. */
export function viewOf(draft: Draft, token: Token, now: Instant): RunView {
  const { state, world, at, zone } = draft;
  const { results, replies, lastReply } = state;
  return {
    now,
    at,
    zone,
    stepId: token.stepId,
    turn: token.turn,
    result: results[token.stepId],
    world,
    settings: draft.definition.settings,
    replies,
    lastMessage: lastMessageOf({ world, lastReply }),
    memory: token.memory ?? {},
    after: (duration, from = now) => addDuration(from, duration, zone),
    evaluate: (condition) => evaluate(condition, { world, results, now: at }),
    value: (path) => valueAt({ contact: world.contact, trigger: world.trigger, run: world.run, results }, path),
    render: (template) => renderText(template, { world, results, lastReply, now }),
  };
}
