import { Body, Controller, Headers, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { Clock } from '@threadline/platform';
import { GraphAccess } from '../graph/graph-access.guard.js';
import { GraphError } from '../graph/graph-error.js';
import { Numbers } from '../numbers/numbers.js';

/** Uploading files. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
@Controller(':version/:phoneNumberId/media')
@UseGuards(GraphAccess)
export class MediaController {
  constructor(
    private readonly numbers: Numbers,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  async upload(
    @Param('phoneNumberId') phoneNumberId: string,
    @Headers('content-type') contentType: string | undefined,
    @Body() body: unknown,
  ): Promise<{ id: string }> {
    const form = await formOf(contentType, body);
    if (form.get('messaging_product') !== 'whatsapp') throw new GraphError(131008, 'messaging_product is missing');
    const file = form.get('file');
    if (!(file instanceof Blob)) throw new GraphError(131008, 'file is missing');
    const type = form.get('type');
    const mimeType = typeof type === 'string' ? type : file.type;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { id } = this.numbers.of(phoneNumberId).media.add({ bytes, mimeType }, this.clock.now());
    return { id };
  }
}

/** Node reads forms in bodies of responses. */
async function formOf(contentType: string | undefined, body: unknown): Promise<FormData> {
  if (!Buffer.isBuffer(body)) throw new GraphError(131008, 'the body is no form');
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType ?? '' } }).formData();
  } catch {
    throw new GraphError(100, 'the form cannot be read');
  }
}
