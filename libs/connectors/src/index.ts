export { AddressGuard, RefusedAddress, type AddressGuardOptions } from './guard/address-guard.js';
export { guardedAgent } from './guard/guarded-agent.js';
export { HttpCaller, type HttpAnswer, type HttpCall, type HttpCallerOptions } from './http/http-caller.js';
export { newSigningSecret, signatureHeaders } from './signing/standard-webhooks.js';
