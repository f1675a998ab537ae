import type { components } from '../api/schema';

export type Severity = components['schemas']['Severity'];

export const SEVERITIES: Severity[] = ['P1', 'P2', 'P3', 'P4'];
