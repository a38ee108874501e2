import { normalisePhrase } from '@threadline/domain';
import type { ReplyContent } from '../engine/fact.js';
import type { MessageMatch } from './message-match.js';
import { regexFinds } from './regex.js';

/** Whether a contact's message is one that is meant. */
export function matchesMessage(match: MessageMatch, content: ReplyContent): boolean {
  if (typeof match === 'string') return isOneOf(match, textOf(content));
  if ('exact' in match) return isOneOf(match.exact, textOf(content));
  if ('contains' in match) return some(match.contains, textOf(content), (text, phrase) => text.includes(phrase));
  if ('starts_with' in match)
    return some(match.starts_with, textOf(content), (text, phrase) => text.startsWith(phrase));
  if ('regex' in match) return regexFinds(match.regex, textOf(content) ?? '');
  if ('button' in match) return content.kind === 'button' && isNamed(match.button, content.payload, content.text);
  if ('row' in match) return content.kind === 'list_reply' && isNamed(match.row, content.id, content.title);
  if ('media' in match) return content.kind === 'media' && (match.media === 'any' || match.media === content.media);
  if ('location' in match) return content.kind === 'location';
  return true;
}

/** The exact phrases a match claims, normalised: each starts one automation. */
export function exactPhrasesOf(match: MessageMatch): string[] {
  const phrases = typeof match === 'string' ? match : 'exact' in match ? match.exact : [];
  return [phrases].flat().map(normalisePhrase);
}

/** What a message says in words: its text, a button's or row's title, a caption. Undefined when it has none. */
export function textOf(content: ReplyContent): string | undefined {
  switch (content.kind) {
    case 'text':
    case 'button':
      return content.text;
    case 'list_reply':
      return content.title;
    case 'media':
      return content.caption;
    case 'location':
    case 'other':
      return undefined;
  }
}

type Phrases = string | readonly string[];

function some(phrases: Phrases, text: string | undefined, test: (text: string, phrase: string) => boolean): boolean {
  if (text === undefined) return false;
  const normalised = normalisePhrase(text);
  return [phrases]
    .flat()
    .map(normalisePhrase)
    .some((phrase) => phrase !== '' && test(normalised, phrase));
}

const isOneOf = (phrases: Phrases, text: string | undefined) => some(phrases, text, (said, phrase) => said === phrase);
const isNamed = (names: Phrases, id: string, title: string) => [names].flat().includes(id) || isOneOf(names, title);
