import { cosineLRScheduler, table as cosineLRSchedulerTable } from '../../dialects/timm/cosine-lr-scheduler.js';
import {
  multiStepLRScheduler,
  table as multiStepLRSchedulerTable,
} from '../../dialects/timm/multi-step-lr-scheduler.js';
import { polyLRScheduler, table as polyLRSchedulerTable } from '../../dialects/timm/poly-lr-scheduler.js';
import { stepLRScheduler, table as stepLRSchedulerTable } from '../../dialects/timm/step-lr-scheduler.js';
import { tanhLRScheduler, table as tanhLRSchedulerTable } from '../../dialects/timm/tanh-lr-scheduler.js';
import { wsdLRScheduler, table as wsdLRSchedulerTable } from '../../dialects/timm/wsd-lr-scheduler.js';
import { type CatalogEntry, entryOf } from './entry.js';

/** timm's schedulers, under the names of their classes. */
export const timm: readonly CatalogEntry[] = [
  entryOf('timm', 'CosineLRScheduler', { cosineLRScheduler }, cosineLRSchedulerTable),
  entryOf('timm', 'MultiStepLRScheduler', { multiStepLRScheduler }, multiStepLRSchedulerTable),
  entryOf('timm', 'PolyLRScheduler', { polyLRScheduler }, polyLRSchedulerTable),
  entryOf('timm', 'StepLRScheduler', { stepLRScheduler }, stepLRSchedulerTable),
  entryOf('timm', 'TanhLRScheduler', { tanhLRScheduler }, tanhLRSchedulerTable),
  entryOf('timm', 'WSDLRScheduler', { wsdLRScheduler }, wsdLRSchedulerTable),
];
