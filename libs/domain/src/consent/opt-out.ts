import { normalisePhrase } from '../text/normalise.js';

/** What people write to receive no more, per language. A message that says only this opts out. */
export const optOutKeywords: Readonly<Record<string, readonly string[]>> = {
  en: [
    'stop',
    'stop all',
    'stopall',
    'unsubscribe',
    'opt out',
    'optout',
    'opt-out',
    'cancel subscription',
    'remove me',
  ],
  it: ['basta', 'stop', 'cancellami', 'disiscrivimi', 'annulla iscrizione', 'rimuovimi', 'non scrivetemi più'],
  es: ['baja', 'darme de baja', 'basta', 'cancelar suscripción', 'no más mensajes'],
  pt: ['parar', 'pare', 'sair', 'cancelar inscrição', 'descadastrar', 'remover'],
  fr: ['arrêt', 'arret', 'arrêter', 'désabonner', 'me désabonner', 'désinscription', 'stop pub'],
  de: ['stopp', 'stop', 'abmelden', 'abbestellen', 'austragen', 'keine nachrichten mehr'],
  nl: ['stop', 'afmelden', 'uitschrijven'],
  pl: ['stop', 'wypisz', 'rezygnuję', 'anuluj subskrypcję'],
  ro: ['stop', 'dezabonare', 'dezabonează-mă'],
  tr: ['dur', 'abonelikten çık'],
  ru: ['стоп', 'отписаться', 'отписка'],
  ar: ['توقف', 'إلغاء الاشتراك', 'إيقاف'],
  hi: ['रोकें', 'बंद करें', 'सदस्यता समाप्त करें'],
  id: ['berhenti', 'stop', 'henti langganan'],
};

const punctuation = /[\p{P}\p{S}]+/gu;
const keyOf = (text: string) => normalisePhrase(text).replace(punctuation, ' ').replace(/\s+/gu, ' ').trim();
const keywords: ReadonlySet<string> = new Set(Object.values(optOutKeywords).flat().map(keyOf));

/** Whether a message is an opt-out: a keyword of any language and nothing else, whatever its case, accents and punctuation. */
export function isOptOut(text: string): boolean {
  return text.length <= 100 && keywords.has(keyOf(text));
}
