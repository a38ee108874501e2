import { GraphError } from '../graph/graph-error.js';
import type { NewTemplate, Template } from './template.js';

/** All templates, by account, name and language. */
export class Templates {
  private readonly byId = new Map<string, Template>();
  /** Ids stay below 2^53, for webhooks carry them as numbers, and differ from those before a restart. */
  private lastId = Date.now() * 1_000;

  add(wabaId: string, asked: NewTemplate): Template {
    if (this.find(wabaId, asked)) throw new GraphError(100, 'this name exists already in this language', 2388024);
    this.lastId += 1;
    const template: Template = { ...asked, id: String(this.lastId), wabaId, status: 'PENDING' };
    this.byId.set(template.id, template);
    return template;
  }

  all(): Template[] {
    return [...this.byId.values()];
  }

  /** Takes a template over as it was. */
  restore(template: Template): void {
    this.byId.set(template.id, template);
  }

  find(wabaId: string, { name, language }: { name: string; language: string }): Template | undefined {
    return this.of(wabaId).find((template) => template.name === name && template.language === language);
  }

  /** @throws {GraphError} when there is none. */
  byIdOrThrow(id: string): Template {
    const template = this.byId.get(id);
    if (!template) throw new GraphError(100, 'there is no such template');
    return template;
  }

  of(wabaId: string): Template[] {
    return this.all().filter((template) => template.wabaId === wabaId);
  }

  remove(templates: readonly Template[]): void {
    for (const { id } of templates) this.byId.delete(id);
  }

  isKnown(template: Template): boolean {
    return this.byId.get(template.id) === template;
  }

  clear(): void {
    this.byId.clear();
  }
}
