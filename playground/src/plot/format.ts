import type { LearningRateSchedule, TrainingClock } from 'lr-schedules';
import { formatRate } from 'lr-schedules/plot';

const whole = new Intl.NumberFormat('en');

export const formatStep = (step: number) => whole.format(step);

/** A step in all units that the run knows: `step 12,345 · epoch 31.57 · 35.08 %`. */
export function stepInWords(step: number, clock: TrainingClock): string {
  const parts = [`step ${formatStep(step)}`];
  if (clock.stepsPerEpoch !== null) parts.push(`epoch ${clock.timeAt(step, 'ep').toFixed(2)}`);
  if (clock.totalSteps !== null) parts.push(`${clock.timeAt(step, '%').toFixed(1)} %`);
  return parts.join(' · ');
}

export function rateAt(schedule: LearningRateSchedule | null, step: number): string {
  if (!schedule) return '';
  const rate = schedule.at(step);
  return Number.isFinite(rate) ? formatRate(rate) : 'not a number';
}
