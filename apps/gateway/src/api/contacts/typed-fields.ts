import { pointer } from '@threadline/automation';
import { parseField } from '@threadline/domain';
import { fieldsIn, findContact, type Tx } from '@threadline/persistence';
import { RequestProblem, type ProblemPlace } from '../../http/problem.js';

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Values as the types of their fields take them: a day written `24/12/2026` becomes a date. Fields nobody has defined take what
 * they are given. Times without an offset are of the contact's own zone, else UTC.
 * @throws RequestProblem naming every field whose value its type does not take
 */
export async function typedFields(
  tx: Tx,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
  fields: Fields,
): Promise<Fields> {
  if (Object.keys(fields).length === 0) return fields;
  const definitions = new Map((await fieldsIn(tx, workspaceId)).map((field) => [field.name, field]));
  const zone = (await findContact(tx, workspaceId, contactId))?.timeZone ?? 'UTC';
  const places: ProblemPlace[] = [];
  const typed = Object.entries(fields).map(([name, value]): [string, Fields[string]] => {
    const definition = definitions.get(name);
    if (!definition || value === null) return [name, value];
    const parsed = parseField(definition, String(value), { zone });
    if (parsed.ok) return [name, parsed.value];
    places.push({ pointer: pointer('fields', name), code: 'wrong_type', message: parsed.reason });
    return [name, value];
  });
  if (places.length > 0) {
    const named = places.map(({ pointer: place, message }) => `${place} ${message}`).join('; ');
    throw new RequestProblem('invalid_body', `Fields do not take these values: ${named}`, places);
  }
  return Object.fromEntries(typed);
}
