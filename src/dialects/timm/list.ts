import { dialect } from '../../catalog-entry.js';
import { cosineLRScheduler, table as cosineLRSchedulerTable } from './cosine-lr-scheduler.js';
import { multiStepLRScheduler, table as multiStepLRSchedulerTable } from './multi-step-lr-scheduler.js';
import { polyLRScheduler, table as polyLRSchedulerTable } from './poly-lr-scheduler.js';
import { stepLRScheduler, table as stepLRSchedulerTable } from './step-lr-scheduler.js';
import { tanhLRScheduler, table as tanhLRSchedulerTable } from './tanh-lr-scheduler.js';
import { wsdLRScheduler, table as wsdLRSchedulerTable } from './wsd-lr-scheduler.js';

/** timm's schedulers, under the names of their classes. */
export const timm = dialect('timm', 'timm', {
  CosineLRScheduler: [{ cosineLRScheduler }, cosineLRSchedulerTable],
  MultiStepLRScheduler: [{ multiStepLRScheduler }, multiStepLRSchedulerTable],
  PolyLRScheduler: [{ polyLRScheduler }, polyLRSchedulerTable],
  StepLRScheduler: [{ stepLRScheduler }, stepLRSchedulerTable],
  TanhLRScheduler: [{ tanhLRScheduler }, tanhLRSchedulerTable],
  WSDLRScheduler: [{ wsdLRScheduler }, wsdLRSchedulerTable],
});
