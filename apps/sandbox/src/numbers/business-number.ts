import { createHash } from 'node:crypto';
import type { VoiceCall } from '../calls/voice-call.js';
import { Customer, keyOf, type CustomerAddress } from '../customers/customer.js';
import type { ReceivedMessage } from '../customers/received-message.js';
import { MediaStore } from '../media/media-store.js';
import type { LedgerEntry, ReadEntry } from '../messages/ledger-entry.js';
import type { Settings } from './settings.js';
import { TokenBucket } from './token-bucket.js';

/** The calling code of every number here. */
export const callingCode = '1';

const rememberedMessages = 20_000;

/** One sending number: its customers, what it sent, and what it was told. It comes into being when it is first used. */
export class BusinessNumber {
  readonly displayPhone: string;
  /** Settings of its own, over the general ones. */
  own: Partial<Settings> = {};
  /** After a reset, nothing that was under way may still act on its behalf. */
  isDiscarded = false;
  forgottenMessages = 0;
  readonly customers = new Map<string, Customer>();
  readonly media: MediaStore;
  /** What was marked as read, in its order. */
  readonly reads: ReadEntry[] = [];
  /** https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions */
  readonly permissionReads = new TokenBucket(5, 200);
  private readonly sent = new Map<string, LedgerEntry>();
  private readonly received = new Map<string, ReceivedMessage>();
  private readonly called = new Map<string, VoiceCall>();
  private throughput: { perSecond: number; bucket: TokenBucket } | undefined;

  constructor(
    readonly phoneNumberId: string,
    public wabaId: string,
  ) {
    const number = createHash('sha256').update(phoneNumberId).digest().readUInt32BE() % 10_000_000;
    this.media = new MediaStore(phoneNumberId);
    this.displayPhone = `${callingCode}555${String(number).padStart(7, '0')}`;
  }

  customer(address: CustomerAddress): Customer {
    const key = keyOf(address);
    const customer = this.customers.get(key) ?? new Customer(address);
    this.customers.set(key, customer);
    return customer;
  }

  /** Whether one more message may pass in this second. */
  hasThroughput(perSecond: number | null, now: number): boolean {
    if (perSecond === null) return true;
    if (this.throughput?.perSecond !== perSecond) {
      this.throughput = { perSecond, bucket: new TokenBucket(perSecond, 1_000 / perSecond) };
    }
    return this.throughput.bucket.take(now);
  }

  record(entry: LedgerEntry): void {
    this.sent.set(entry.wamid, entry);
    const oldest = this.sent.size > rememberedMessages ? this.sent.keys().next().value : undefined;
    if (oldest === undefined) return;
    this.sent.delete(oldest);
    this.forgottenMessages += 1;
  }

  /** What was accepted, in its order. */
  ledger(): LedgerEntry[] {
    return [...this.sent.values()];
  }

  message(wamid: string): LedgerEntry | undefined {
    return this.sent.get(wamid);
  }

  recordReceived(message: ReceivedMessage): void {
    this.received.set(message.wamid, message);
    const oldest = this.received.size > rememberedMessages ? this.received.keys().next().value : undefined;
    if (oldest !== undefined) this.received.delete(oldest);
  }

  /** Messages of customers, oldest first. */
  receivedMessages(): ReceivedMessage[] {
    return [...this.received.values()];
  }

  recordCall(call: VoiceCall): void {
    this.called.set(call.id, call);
    const oldest = this.called.size > rememberedMessages ? this.called.keys().next().value : undefined;
    if (oldest !== undefined) this.called.delete(oldest);
  }

  /** Its calls, oldest first. */
  calls(): VoiceCall[] {
    return [...this.called.values()];
  }

  call(id: string): VoiceCall | undefined {
    return this.called.get(id);
  }

  /** Calls that ring or are talked in, of everybody or of one customer. */
  liveCalls(customerKey?: string): VoiceCall[] {
    return this.calls().filter(
      ({ state, address }) => state !== 'ended' && (customerKey === undefined || keyOf(address) === customerKey),
    );
  }

  hasReceived(wamid: string): boolean {
    return this.received.has(wamid);
  }

  /** Whether a message belongs to the chat with a customer, whoever wrote it. */
  isOfChat(wamid: string, customerKey: string): boolean {
    const sent = this.sent.get(wamid);
    return (
      this.received.get(wamid)?.customer === customerKey || (sent !== undefined && keyOf(sent.address) === customerKey)
    );
  }

  /** A message of a customer was marked as read. */
  recordRead(read: ReadEntry): void {
    this.reads.push(read);
    if (this.reads.length > rememberedMessages) this.reads.shift();
  }
}
