import { BusinessNumber } from './business-number.js';
import { defaultSettings, type Settings, type SettingsChange } from './settings.js';

/** All numbers and how they behave. */
export class Numbers {
  private readonly byId = new Map<string, BusinessNumber>();
  /** Settings of all numbers that have none of their own. */
  general: Partial<Settings> = {};

  /** A number; unless told otherwise it belongs to the account `waba-<its id>`. */
  of(phoneNumberId: string): BusinessNumber {
    const number = this.byId.get(phoneNumberId) ?? new BusinessNumber(phoneNumberId, `waba-${phoneNumberId}`);
    this.byId.set(phoneNumberId, number);
    return number;
  }

  all(): BusinessNumber[] {
    return [...this.byId.values()];
  }

  settingsOf(number: BusinessNumber): Settings {
    return { ...defaultSettings, ...this.general, ...number.own };
  }

  change({ phoneNumberId, ...settings }: SettingsChange): Settings {
    if (phoneNumberId === undefined) {
      this.general = { ...this.general, ...settings };
      return { ...defaultSettings, ...this.general };
    }
    const number = this.of(phoneNumberId);
    number.own = { ...number.own, ...settings };
    return this.settingsOf(number);
  }

  /** Forgets a number, all but the account it belongs to; without one, all numbers and the general settings. */
  reset(phoneNumberId?: string): void {
    const numbers = phoneNumberId === undefined ? this.all() : [this.of(phoneNumberId)];
    for (const number of numbers) {
      number.isDiscarded = true;
      this.byId.set(number.phoneNumberId, new BusinessNumber(number.phoneNumberId, number.wabaId));
    }
    if (phoneNumberId === undefined) this.general = {};
  }
}
