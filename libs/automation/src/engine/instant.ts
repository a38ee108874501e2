export type { Instant } from '@threadline/domain';
