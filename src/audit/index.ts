export { type Audit, type AuditOptions, audit, type Difference } from './audit.js';
export type { Family } from './curve.js';
export type { Departure, DepartureKind } from './explanation.js';
export { type ExtendOptions, type Extension, extend } from './extend.js';
export { type Identification, type Identified, type IdentifyOptions, identify } from './identify.js';
export type { RateLog } from './log.js';
export { isLog } from './logs/is-log.js';
export { describeDeparture } from './messages.js';
export { type ReadLog, type ReadLogOptions, readLog, readLogStream } from './read-log.js';
