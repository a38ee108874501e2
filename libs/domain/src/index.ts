export * from './calendar/country-holidays.js';
export * from './calendar/open-hours.js';
export * from './calendar/quiet-hours.js';
export * from './calendar/work-calendar.js';
export * from './consent/opt-out.js';
export * from './contact/field-value.js';
export * from './contact/phone.js';
export * from './contact/zone-of.js';
export * from './hash/stable-share.js';
export {
  cardTexts,
  ContactCard,
  ContactsContent,
  Emoji,
  LocationContent,
  Place,
  ReactionContent,
  TextContent,
} from './message/free-content.js';
export * from './message/interactive-content.js';
export * from './message/limits.js';
export * from './message/linked-file.js';
export * from './message/media.js';
export * from './message/message-content.js';
export * from './message/template-content.js';
export * from './message/template-length.js';
export * from './message/words.js';
export * from './text/normalise.js';
export * from './time/duration.js';
export * from './time/instant.js';
export * from './time/local-time.js';
export * from './time/time-zone.js';
