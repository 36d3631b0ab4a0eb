import { OptionRangeError, OptionTypeError } from '../../errors.js';
import type { Needed, Optional, Read } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Shift } from '../../schedules/blocks/shift.js';

const TIME = "a time such as '10ep', '500ba', '1e6sp', '1e9tok' or '0.1dur'";
const isTime = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
export const time = { is: 'other', requires: TIME, check: isTime } as const;
export const wholeRun = { ...time, default: '1dur' } as const;
export const times = {
  is: 'other',
  requires: "a list of times such as '10ep'",
  check: (value: unknown): value is readonly (string | number)[] => Array.isArray(value) && value.every(isTime),
} as const;

export const shared = {
  /** The optimizer's learning rate, which the schedule multiplies. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** Length of the run: a text such as `'10ep'`, `'5000ba'`, `'1e6sp'` or `'1e9tok'`, or a number of epochs. */
  maxDuration: time,
  /** Batches in an epoch, for times in epochs. Default null. */
  batchesPerEpoch: { is: 'number', atLeast: 1, whole: true, default: null },
  /** Samples in a batch of all devices, for times in samples. Default null. */
  globalTrainBatchSize: { is: 'number', atLeast: 1, whole: true, default: null },
  /** Tokens in a batch of all devices, for times in tokens. Default null. */
  tokensPerBatch: { is: 'number', atLeast: 1, whole: true, default: null },
  /** What the trainer multiplies all times with, but for warmups. Default 1. */
  scaleScheduleRatio: { is: 'number', above: 0, default: 1 },
} as const satisfies OptionTable;

/** What every function here takes. */
export interface ComposerOptions extends Needed<typeof shared>, Optional<typeof shared> {}

type Unit = 'ba' | 'sp' | 'tok';

/** A time in Composer's own unit, where an epoch is so many batches. */
export interface Time {
  readonly value: number;
  readonly unit: Unit;
}

interface RawTime {
  readonly value: number;
  readonly unit: Unit | 'ep' | 'dur';
}

/** Thrown for a time that needs what the options do not say. */
export class UnitError extends OptionTypeError {
  constructor(
    owner: string,
    readonly need: 'batchesPerEpoch' | 'globalTrainBatchSize' | 'tokensPerBatch',
    requires: string,
  ) {
    super({ owner, option: need, requires });
  }
}

/** The times of a run, converted as Composer does. */
export class Times {
  private readonly duration: RawTime;

  constructor(
    private readonly name: string,
    private readonly options: Read<typeof shared>,
  ) {
    const { maxDuration, scaleScheduleRatio } = options;
    const { value, unit } = this.parse(
      'maxDuration',
      typeof maxDuration === 'number' ? `${maxDuration}ep` : maxDuration,
    );
    if (unit === 'dur') this.refuse('maxDuration', 'a time in epochs, batches, samples or tokens', maxDuration);
    this.duration = { value: Math.trunc(value * scaleScheduleRatio), unit };
  }

  /** The length of the run in batches. */
  get batches(): number {
    return this.inBatches(this.convert('maxDuration', `${this.duration.value}${this.duration.unit}`, 1));
  }

  /** The time of an option; `ratio` is what it is scaled by. */
  convert(option: string, text: string | number, ratio: number): Time {
    const { value, unit } = this.parse(option, text);
    if (unit === 'dur') {
      const { value: whole, unit: own } = this.duration;
      if (own === 'ep') return { value: Math.trunc(value * this.batchesPerEpoch(option) * whole), unit: 'ba' };
      return { value: Math.trunc(value * whole), unit: own as Unit };
    }
    if (unit === 'ep') return { value: Math.trunc(value * this.batchesPerEpoch(option) * ratio), unit: 'ba' };
    return { value: Math.trunc(value * ratio), unit };
  }

  /** A time as steps, which are batches. */
  inBatches({ value, unit }: Time): number {
    if (unit === 'ba') return value;
    const option = unit === 'sp' ? 'globalTrainBatchSize' : 'tokensPerBatch';
    const size = this.options[option];
    if (size !== null) return value / size;
    throw new UnitError(this.name, option, `given for times in ${unit === 'sp' ? 'samples' : 'tokens'}`);
  }

  /** Steps of an option that is scaled with the run. */
  steps(option: string, text: string | number): number {
    return this.inBatches(this.convert(option, text, this.options.scaleScheduleRatio));
  }

  /** @throws {RangeError} for a `tMax` that is over before the run is, where the two can be compared. */
  requireWholeRun(option: string, text: string | number): void {
    const tMax = this.convert(option, text, this.options.scaleScheduleRatio);
    const { value, unit } = this.duration;
    const isEpochs = unit === 'ep';
    if (isEpochs ? tMax.unit !== 'ba' || this.options.batchesPerEpoch === null : tMax.unit !== unit) return;
    const whole = isEpochs ? value * this.batchesPerEpoch(option) : value;
    if (tMax.value < whole) {
      this.refuse(
        option,
        `a time of at least {maxDuration}, ${value}${unit}, for the whole of which there must be a rate`,
        text,
      );
    }
  }

  /** @throws {TypeError} unless the time is in the unit of the run, which `dur` is not. */
  requireUnitOfRun(option: string, text: string | number): void {
    const { unit } = this.parse(option, text);
    if (unit !== this.duration.unit)
      this.refuse(option, `a time in the unit of {maxDuration}, ${this.duration.unit}`, text);
  }

  private batchesPerEpoch(option: string): number {
    const { batchesPerEpoch } = this.options;
    if (batchesPerEpoch !== null) return batchesPerEpoch;
    throw new UnitError(this.name, 'batchesPerEpoch', `given for {${option}} in epochs`);
  }

  private parse(option: string, text: string | number): RawTime {
    const [, digits = '', unit = ''] = /^\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]+)\s*$/i.exec(String(text)) ?? [];
    const value = Number(digits);
    const known = unit.toLowerCase();
    if (known === 'sec') this.refuse(option, 'a time other than of the clock on the wall', text);
    if (digits === '' || Number.isNaN(value) || !['ep', 'ba', 'sp', 'tok', 'dur'].includes(known)) {
      this.refuse(option, TIME, text);
    }
    if (known !== 'dur' && !Number.isInteger(value)) this.refuse(option, `a whole number of ${known}`, text);
    return { value, unit: known as RawTime['unit'] };
  }

  refuse(option: string, requires: string, received: unknown): never {
    throw new OptionRangeError({ owner: this.name, option, requires, received });
  }
}

/** Composer's trainer steps the scheduler before its clock moves on: an update has the rate of the batch before. */
export const oneBehind = (schedule: LearningRateSchedule): LearningRateSchedule => new Shift({ schedule, offset: 1 });
