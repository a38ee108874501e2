export { applyTemplateCategory, applyTemplateStatus, type TemplateStatusChange } from './apply-template-status.js';
export { NoNumber, TemplateExists, TemplateNotFound, TemplateRefused, WhatsAppUnavailable } from './errors.js';
export { CreateTemplate } from './new-template.js';
export { Templates } from './templates.js';
