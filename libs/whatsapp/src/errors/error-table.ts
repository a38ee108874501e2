/**
 * What an error of WhatsApp means for the message:
 * `final` it will never go out · `wait_until` WhatsApp is in trouble for a while · `wait_for_template` the template cannot be
 * sent as it stands · `window_closed` only templates may be sent · `opt_out` the contact stopped marketing · `pair_limit` too
 * many messages to this contact · `throttled` too many from this number · `our_setup` token, permission, number or account
 * need a person · `unknown` nobody knows whether it was sent.
 */
export type ErrorClass =
  | 'final'
  | 'wait_until'
  | 'wait_for_template'
  | 'window_closed'
  | 'opt_out'
  | 'pair_limit'
  | 'throttled'
  | 'our_setup'
  | 'unknown';

/** A code's class, short words for people, and how long to wait before it makes sense to try again. */
export interface ErrorMeaning {
  class: ErrorClass;
  words: string;
  retryAfterMs?: number;
  /** How often it makes sense to try at all; absent when it passes for sure. */
  tries?: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const final = (words: string): ErrorMeaning => ({ class: 'final', words });
const ourSetup = (words: string): ErrorMeaning => ({ class: 'our_setup', words });
const template = (words: string): ErrorMeaning => ({ class: 'wait_for_template', words });
const wait = (words: string, retryAfterMs: number): ErrorMeaning => ({ class: 'wait_until', words, retryAfterMs });
const throttled = (words: string, retryAfterMs: number): ErrorMeaning => ({ class: 'throttled', words, retryAfterMs });

/** The message was not sent. Meta says to try again; what is wrong with the message itself fails every time. */
const unexplained: ErrorMeaning = { ...wait('WhatsApp failed for a reason it does not know', 15 * second), tries: 4 };

const registration = ourSetup('the number is not properly registered');

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/troubleshooting */
const calling: Readonly<Record<number, ErrorMeaning>> = {
  613: throttled('permissions to call are asked for too often', second),
  131044: ourSetup('there is no valid means of payment for calls'),
  138000: ourSetup('calls are not switched on for this number'),
  138001: final('WhatsApp cannot call this contact'),
  138002: throttled('the number has as many calls at once as it may have', minute),
  138003: wait('a call with the contact is under way', minute),
  138004: { ...wait('WhatsApp could not connect the call', 15 * second), tries: 4 },
  138005: throttled('the number calls too often', minute),
  138006: final('the contact has not allowed calls'),
  138007: final('the call was not connected in time'),
  138009: wait('the contact was asked for the permission to call as often as Meta allows', 24 * hour),
  138012: wait('the contact was called as often as Meta allows in a day', hour),
  138013: ourSetup('calls to contacts are not available for this number'),
  138014: ourSetup("calls are switched off for a while because of the number's low quality"),
  138015: ourSetup('calls cannot be switched on for this number'),
  138017: final('the contact already allows calls for good'),
  138018: ourSetup('what WhatsApp needs for calls is not set up'),
  138019: final("the contact's phone could not set up the call"),
  138020: final("the contact's phone could not connect the call"),
  138021: final("the contact's phone got no sound for a long time"),
  138022: final("the contact's phone could send no sound for a long time"),
  138023: final('the call was accepted and ended without any sound'),
};

/**
 * Every documented code, once. Meta asks to branch on the code alone: titles, subcodes and HTTP statuses are unreliable.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const errorTable: Readonly<Record<number, ErrorMeaning>> = {
  0: ourSetup('the access token is not valid'),
  1: unexplained,
  2: wait('WhatsApp is temporarily down', 30 * second),
  3: ourSetup('a permission is missing'),
  4: throttled('the app calls too often', minute),
  10: ourSetup('a permission is missing'),
  33: ourSetup('the number was deleted'),
  100: final('WhatsApp does not accept a parameter'),
  190: ourSetup('the access token has expired'),
  368: ourSetup('the account is blocked for breaking a policy'),
  80007: throttled('the account calls too often', minute),
  130429: throttled('the number sends too fast', second),
  130472: final('the contact takes part in an experiment of Meta and gets no marketing'),
  130497: final('the business may not write to this country'),
  131000: unexplained,
  131005: ourSetup('access was denied'),
  131008: final('a required parameter is missing'),
  131009: final('a parameter has a value that is not valid'),
  131016: wait('WhatsApp is temporarily unavailable', 30 * second),
  131021: final('sender and recipient are the same number'),
  131026: final('WhatsApp cannot deliver to this contact'),
  131030: final('the contact is not on the list of a test number'),
  131031: ourSetup('the account is locked'),
  131037: ourSetup("the number's display name is not approved"),
  131042: ourSetup('there is a problem with the payment'),
  131045: ourSetup("there is a problem with the number's certificate"),
  131047: { class: 'window_closed', words: 'over 24 hours since the contact wrote: only templates may be sent' },
  131048: wait('the number is limited because contacts reported or blocked it', hour),
  131049: wait('the contact already gets as much marketing as Meta allows', 24 * hour),
  131050: { class: 'opt_out', words: 'the contact stopped marketing from this business' },
  131051: final('WhatsApp does not know this kind of message'),
  131052: final('WhatsApp could not load the media'),
  131053: final('WhatsApp could not take the media'),
  131055: final('this message must go through the marketing endpoint'),
  131056: { class: 'pair_limit', words: 'too many messages to this contact in a short time', retryAfterMs: 6 * second },
  131057: wait('the number is under maintenance', minute),
  131061: final('a template with a maximum price must go through the marketing endpoint'),
  131062: final('this message cannot be sent to a user id, only to a phone number'),
  131063: final('marketing templates are switched off for this account'),
  131064: ourSetup('the account is limited because its templates are in the wrong category'),
  132000: final("the number of values differs from the template's variables"),
  132001: template('the template does not exist in this language or is not approved'),
  132005: final('the template is too long with these values'),
  132007: final("the template breaks WhatsApp's content policy"),
  132008: final('a value does not have the form the template asks for'),
  132012: final('a value does not have the form the template asks for'),
  132015: template('the template is paused'),
  132016: final('the template is disabled for good'),
  132018: final('a value does not have the form the template asks for'),
  132068: final('the flow is blocked'),
  132069: throttled('the flow is used too often', minute),
  133000: registration,
  133004: wait('WhatsApp is temporarily unavailable', 30 * second),
  133005: registration,
  133006: registration,
  133008: registration,
  133009: registration,
  133010: ourSetup('the number is not registered'),
  133015: wait('the number was just deleted', 5 * minute),
  133016: ourSetup('the number was registered too often'),
  134011: ourSetup('the terms of the marketing interface are not accepted'),
  134100: final('only marketing templates may be sent this way'),
  134101: wait('the template is still being synchronised', 10 * minute),
  134102: template('the template cannot be used at the moment'),
  135000: final('WhatsApp dropped the message for a reason it does not tell'),
  137000: final("the contact's identity has changed"),
  ...calling,
};

/** Graph codes 200–299 all say that a permission is missing. https://developers.facebook.com/docs/graph-api/guides/error-handling */
export const missingPermission = ourSetup('a permission is missing');

/** What went wrong with a new template: subcodes of code 100. https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
export const templateProblems: Readonly<Record<number, string>> = {
  2388019: 'the account has as many templates as it may have',
  2388024: 'a template with this name and language exists already',
  2388040: 'a field of the template is too long',
  2388047: 'the header is not well formed',
  2388072: 'the body is not well formed',
  2388073: 'the footer is not well formed',
  2388293: 'too many variables for so short a text',
  2388299: 'a text may not begin or end with a variable',
};
