export type { RateLog } from './log.js';
export { type ReadLog, type ReadLogOptions, readLog, readLogStream } from './read-log.js';
