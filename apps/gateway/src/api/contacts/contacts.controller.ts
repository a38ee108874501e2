import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import type { FastifyReply } from 'fastify';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { CartsQuery, pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { Cart, cartView } from './cart.view.js';
import { ConsentWords, Contact, SaveContact, SavedContact } from './contact.schemas.js';
import { contactView } from './contact.view.js';
import { ContactsService } from './contacts.service.js';

/** Contacts. */
@ApiTags('contacts')
@Controller('v1/contacts')
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  @Post()
  @ApiOperation({ summary: 'Find a contact by any identity, or create it, and add what is told' })
  @ApiResponse({ status: 201, description: 'Created', standardSchema: SavedContact })
  @ApiResponse({ status: 200, description: 'Found', standardSchema: SavedContact })
  @ApiProblems('invalid_json', 'unknown_contact', 'invalid_body')
  async save(
    @Holder() { workspaceId }: KeyHolder,
    @Body({ schema: SaveContact }) told: SaveContact,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedContact> {
    const { contact, created } = await this.contacts.save(workspaceId, told);
    void reply.status(created ? 201 : 200);
    return { ...contactView(contact), created };
  }

  @Get()
  @ApiOperation({ summary: 'List contacts, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Contact).meta({ id: 'ContactPage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.contacts.list(workspaceId, { limit, after: cursor }), contactView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a contact' })
  @ApiResponse({ status: 200, standardSchema: Contact })
  @ApiProblems('contact_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return contactView(await this.contacts.get(workspaceId, id));
  }

  @Get(':id/carts')
  @ApiOperation({
    summary: 'List the carts of a contact, the one that changed last first',
    description:
      'Each as its shop told of it last. An order turns its cart into an ordered one, which nothing changes any more.',
  })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Cart).meta({ id: 'CartPage' }) })
  @ApiProblems('contact_not_found', 'invalid_query')
  async carts(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: CartsQuery }) { limit, cursor }: CartsQuery,
  ) {
    const { page, now } = await this.contacts.carts(workspaceId, id, { limit, after: cursor });
    return pageView(page, (cart) => cartView(cart, now));
  }

  @Post(':id/opt-out')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opt a contact out of marketing: every run of the contact exits at once' })
  @ApiResponse({ status: 200, standardSchema: Contact })
  @ApiProblems('invalid_json', 'unknown_contact', 'invalid_body')
  async optOut(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) contactId: string,
    @Body({ schema: ConsentWords }) { text }: ConsentWords,
  ) {
    return contactView(
      await this.contacts.setConsent({ workspaceId, contactId, marketing: 'withdrawn', via: 'api', text }),
    );
  }

  @Post(':id/opt-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record that a contact wants marketing again, with what proves it' })
  @ApiResponse({ status: 200, standardSchema: Contact })
  @ApiProblems('invalid_json', 'unknown_contact', 'invalid_body')
  async optIn(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) contactId: string,
    @Body({ schema: ConsentWords }) { text }: ConsentWords,
  ) {
    return contactView(
      await this.contacts.setConsent({ workspaceId, contactId, marketing: 'given', via: 'api', text }),
    );
  }
}
