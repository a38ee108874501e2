/** The workspace has no such template. */
export class TemplateNotFound extends Error {
  readonly code = 'template_not_found';

  constructor(id: string) {
    super(`There is no template ${id}`);
  }
}

/** The workspace has a template of this name and language. */
export class TemplateExists extends Error {
  readonly code = 'template_exists';

  constructor(name: string, language: string) {
    super(`There is a template ${name} in ${language} already: choose another name`);
  }
}

/** The workspace has no WhatsApp number, so there is no account to create a template in. */
export class NoNumber extends Error {
  readonly code = 'no_number';

  constructor() {
    super('The workspace has no WhatsApp number');
  }
}

/** WhatsApp will not have the template; the message is in its words. */
export class TemplateRefused extends Error {
  readonly code = 'template_refused';
}

/** WhatsApp could not be asked, or did not say what it did. Asking again is safe: what was created is found by its name. */
export class WhatsAppUnavailable extends Error {
  readonly code = 'whatsapp_unavailable';
}
