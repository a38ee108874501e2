import { z } from 'zod';
import { ContactsContent, LocationContent, MediaContent, ReactionContent, TextContent } from './free-content.js';
import { ButtonsContent, CallPermissionContent, LinkContent, ListContent } from './interactive-content.js';
import { TemplateContent } from './template-content.js';

/** A message as it is planned, stored and sent: one member per kind that WhatsApp takes, within its limits. */
export const MessageContent = z.union([
  TemplateContent,
  TextContent,
  ...MediaContent,
  LocationContent,
  ContactsContent,
  ReactionContent,
  ButtonsContent,
  ...ListContent,
  LinkContent,
  CallPermissionContent,
]);
export type MessageContent = z.infer<typeof MessageContent>;

/** The kinds of message. */
export const messageKinds = [
  'template',
  'text',
  'media',
  'location',
  'contacts',
  'reaction',
  'buttons',
  'list',
  'link',
  'call_permission',
] as const satisfies readonly MessageContent['kind'][];

/** What is wrong with a part of a message: `field` is its dotted path. */
export interface ContentFault {
  field: string;
  message: string;
}

/** The first thing WhatsApp would refuse in a message; undefined when nothing. */
export function contentFault(content: MessageContent): ContentFault | undefined {
  const parsed = MessageContent.safeParse(content);
  if (parsed.success) return undefined;
  const { path, message } = deepest(parsed.error.issues, []);
  return { field: path.map(String).join('.'), message };
}

type Issue = z.core.$ZodIssue;
type Found = Pick<Issue, 'path' | 'message'>;

/** The first issue of the form that is meant: of a union's forms, the one whose faults are of values rather than of kind. */
function deepest([issue]: readonly Issue[], above: readonly PropertyKey[]): Found {
  if (issue === undefined) return { path: [...above], message: 'is not valid' };
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { path, message: issue.message };
  const [closest = []] = issue.errors.toSorted((a, b) => distance(a) - distance(b));
  return deepest(closest, path);
}

const distance = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(oneDistance));

function oneDistance(issue: Issue): number {
  if (issue.code === 'invalid_value' && issue.path[0] === 'kind') return 3;
  if (issue.code === 'invalid_type') return 2;
  return 1;
}
