import { readSchedule } from 'lr-schedules/formats';
import { expect, test } from 'vitest';

test('rex that is broken off goes two steps ahead, as axolotl 0.19 has it', async () => {
  const config =
    'base_model: x\nlearning_rate: 0.0273\nlr_scheduler: rex\nmicro_batch_size: 1\nmax_steps: 1000\nwarmup_steps: 455\njagged_restart_steps: 19\n';
  const { schedule } = await readSchedule(config);
  expect(schedule(0)).toBeCloseTo(0.00012, 12);
});
