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

/** WhatsApp does not take the name of a deleted template again so soon. */
export class TemplateNameLocked extends Error {
  readonly code = 'template_name_locked';

  constructor(name: string, until: Date) {
    super(`WhatsApp takes the name ${name} again after ${until.toISOString()} only: choose another name`);
  }
}

/** The template is in a status in which that cannot be done. The message says what can. */
export class TemplateLocked extends Error {
  readonly code = 'template_locked';
}

/** WhatsApp limits how often an approved template is edited. */
export class EditedTooOften extends Error {
  readonly code = 'template_edited_too_often';

  constructor(until: number) {
    super(`WhatsApp takes the next edit of this template after ${new Date(until).toISOString()}: wait, or copy it`);
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
