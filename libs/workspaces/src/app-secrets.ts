import { numberSecretOf } from '@threadline/persistence';
import type { Clock, SecretBox } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { SharedLookUps } from './shared-look-ups.js';

/** A new secret signs webhooks within this time. */
const rememberedForMs = 60_000;
const rememberedIds = 10_000;

/** The secrets with which webhooks of numbers and accounts are signed that are of an app of their own. */
export class AppSecrets {
  private readonly remembered = new Map<string, { secret: string | undefined; until: number }>();
  private readonly lookUps = new SharedLookUps<string | undefined>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** By WhatsApp's id of the number or account; undefined for those of the app that all share. Known while the database is away. */
  async of(ownerId: string): Promise<string | undefined> {
    const known = this.remembered.get(ownerId);
    if (known && known.until > this.clock.now()) return known.secret;
    try {
      const secret = await this.lookUps.of(ownerId, () =>
        numberSecretOf(this.dataSource.manager, this.box, { ownerId, name: 'appSecret' }),
      );
      if (this.remembered.size >= rememberedIds) this.remembered.clear();
      this.remembered.set(ownerId, { secret, until: this.clock.now() + rememberedForMs });
      return secret;
    } catch (error) {
      if (known) return known.secret;
      throw error;
    }
  }
}
