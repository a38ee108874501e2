import {
  exactPhrasesOf,
  parseDefinition,
  validate,
  type AutomationDefinition,
  type Problem,
} from '@threadline/automation';
import {
  fieldsIn,
  phraseOwnersAmong,
  templateCatalogOf,
  vocabularyOf,
  type PhraseClaim,
  type Tx,
} from '@threadline/persistence';
import { InvalidDefinition } from './errors.js';

/**
 * Reads a definition that came from outside.
 * @throws {InvalidDefinition} when it does not hold to the language's schema
 */
export function readDefinition(definition: unknown): AutomationDefinition {
  const parsed = parseDefinition(definition);
  if (!parsed.ok) throw new InvalidDefinition(parsed.problems);
  return parsed.definition;
}

/** Everything that is wrong with a definition, seen together with what its workspace has. */
export async function problemsOf(
  tx: Tx,
  owner: { workspaceId: string; automationId?: string | undefined },
  definition: unknown,
): Promise<Problem[]> {
  const parsed = parseDefinition(definition);
  const phrases = parsed.ok ? phrasesOf(parsed.definition) : [];
  return validate(definition, {
    templates: await templateCatalogOf(tx, owner.workspaceId),
    phraseOwners: await phraseOwnersAmong(tx, owner, phrases),
    fields: await fieldsIn(tx, owner.workspaceId),
    ...(await vocabularyOf(tx, owner.workspaceId)),
  });
}

/** The exact phrases that start an automation, each once on a number. */
export function phrasesOf({ triggers }: Pick<AutomationDefinition, 'triggers'>): PhraseClaim[] {
  const claims = triggers.flatMap((trigger): PhraseClaim[] => {
    if (trigger.type !== 'customer_message') return [];
    const { id: triggerId, number } = trigger;
    return exactPhrasesOf(trigger.match).map((phrase) => ({ phrase, number, triggerId }));
  });
  const named = claims.filter(({ phrase }) => phrase !== '').reverse();
  return [...new Map(named.map((claim) => [JSON.stringify([claim.phrase, claim.number]), claim])).values()];
}

/** Whether nothing among the problems keeps a draft from being published. */
export const errorsAmong = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ severity }) => severity === 'error');
