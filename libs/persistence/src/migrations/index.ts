import { Initial1790000000000 } from './1790000000000-initial.js';
import { Desk1790000100000 } from './1790000100000-desk.js';
import { CalendarAndEndings1790000200000 } from './1790000200000-calendar-and-endings.js';
import { DatesAndSchedules1790000300000 } from './1790000300000-dates-and-schedules.js';
import { Calls1790000400000 } from './1790000400000-calls.js';
import { Queue1790000500000 } from './1790000500000-queue.js';
import { Sending1790000600000 } from './1790000600000-sending.js';
import { DeadAttempts1790000600001 } from './1790000600001-dead-attempts.js';
import { Connections1790000700000 } from './1790000700000-connections.js';
import { ContactsAndQuality1790000800000 } from './1790000800000-contacts-and-quality.js';
import { Housekeeping1790000900000 } from './1790000900000-housekeeping.js';
import { DeadLetters1790000900001 } from './1790000900001-dead-letters.js';
import { NumberSecrets1790001000000 } from './1790001000000-number-secrets.js';
import { Credits1790001100000 } from './1790001100000-credits.js';
import { Templates1790001200000 } from './1790001200000-templates.js';
import { PhrasesOfNumbers1790001300000 } from './1790001300000-phrases-of-numbers.js';
import { Carts1790001400000 } from './1790001400000-carts.js';
import { EarlyOrderNews1790001410000 } from './1790001410000-early-order-news.js';
import { MediaUploads1790001500000 } from './1790001500000-media-uploads.js';
import { LineOfANumber1790001510000 } from './1790001510000-line-of-a-number.js';

/** Every migration, oldest first. Frozen once released. */
export const migrations = [
  Initial1790000000000,
  Desk1790000100000,
  CalendarAndEndings1790000200000,
  DatesAndSchedules1790000300000,
  Calls1790000400000,
  Queue1790000500000,
  Sending1790000600000,
  DeadAttempts1790000600001,
  Connections1790000700000,
  ContactsAndQuality1790000800000,
  Housekeeping1790000900000,
  DeadLetters1790000900001,
  NumberSecrets1790001000000,
  Credits1790001100000,
  Templates1790001200000,
  PhrasesOfNumbers1790001300000,
  Carts1790001400000,
  EarlyOrderNews1790001410000,
  MediaUploads1790001500000,
  LineOfANumber1790001510000,
];
