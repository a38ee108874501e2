export { applyTemplateCategory, applyTemplateStatus, type TemplateStatusChange } from './apply-template-status.js';
export type { TemplateApi } from './at-whatsapp.js';
export {
  EditedTooOften,
  NoNumber,
  TemplateExists,
  TemplateLocked,
  TemplateNameLocked,
  TemplateNotFound,
  TemplateRefused,
  WhatsAppUnavailable,
} from './errors.js';
export { CreateTemplate } from './new-template.js';
export { previewOf, type TemplatePreview } from './preview.js';
export { TemplateSync, syncEveryMs, type Listing } from './template-sync.js';
export { Templates, type EditTemplate, type NamedTemplate } from './templates.js';
