import { createHash, randomBytes } from 'node:crypto';

const scheme = 'tl_';
const secretBytes = 32;
const shape = /^tl_[A-Za-z0-9_-]{43}$/;
const recognisable = 10;

/** A new key: `tl_` and 256 random bits, which nobody guesses, so that a plain hash protects it. */
export const newApiKey = (): string => scheme + randomBytes(secretBytes).toString('base64url');

/** What is stored of a key. */
export const hashOf = (apiKey: string): Buffer => createHash('sha256').update(apiKey).digest();

/** Whether the text can be a key at all. */
export const looksLikeApiKey = (text: string): boolean => shape.test(text);

/** The part of a key that may be shown. */
export const prefixOf = (apiKey: string): string => apiKey.slice(0, recognisable);
