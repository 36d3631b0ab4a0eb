import type { Departure, DepartureKind } from './explanation.js';
import type { Model } from './model.js';

type Words = Readonly<Partial<Record<DepartureKind, (departure: Departure, plan: Model) => string>>>;

const number = (value: number | null) => (value === null ? '…' : String(Number(value.toPrecision(6))));

/** What to change, in PyTorch's words, which most trainers share. */
const torch: Words = {
  'stepped-k-times': ({ by }) =>
    `Call scheduler.step() once per optimizer.step(), or build the schedule for ${number(by)} times as many steps.`,
  'stepped-per-epoch': ({ by }) =>
    `Call scheduler.step() after every optimizer.step(), or divide the schedule's steps by ${number(by)}.`,
  'restart-at-resume': () => 'Load the scheduler too: scheduler.load_state_dict(checkpoint["scheduler"]).',
  'other-horizon': (_, plan) => `Build the scheduler with total_steps = ${number(plan.totalSteps)}.`,
  'off-by-one': () => 'Call scheduler.step() after optimizer.step(), once for each update from the first on.',
  scaled: ({ by }) => `Divide the optimizer's lr by ${number(by)}, or take the scaling by workers or batch size out.`,
  'missing-warmup': ({ by }) =>
    `Put a warmup of ${number(by)} updates before the schedule, on the clock that it is stepped by.`,
  held: () => 'Go on calling scheduler.step(), and see that the schedule is as long as the run.',
  'other-schedule': () => 'Pass the planned scheduler to the trainer: another one was made.',
};

const words: readonly (readonly [pattern: RegExp, words: Words])[] = [
  [
    /trainer|transformers|training_args|llamafactory/,
    {
      'stepped-k-times': ({ by }) =>
        `Pass the scheduler through accelerator.prepare only once, or set max_steps to ${number(by)} times as many for it.`,
      'restart-at-resume': () =>
        'Resume with trainer.train(resume_from_checkpoint=…), from a checkpoint that has scheduler.pt.',
      'other-horizon': (_, plan) => `Set max_steps: ${number(plan.totalSteps)} (num_train_epochs gave another length).`,
      scaled: (_, plan) => `Set learning_rate: ${number(plan.peak)}.`,
      'missing-warmup': ({ by }) => `Set warmup_steps: ${number(by)}.`,
      'other-schedule': (_, plan) =>
        `Set lr_scheduler_type: ${plan.family === 'step' ? 'constant' : plan.family}, and leave "scheduler" out of the DeepSpeed config.`,
    },
  ],
  [
    /lightning/,
    {
      'stepped-per-epoch': () => "Return {'scheduler': scheduler, 'interval': 'step'} from configure_optimizers.",
      'restart-at-resume': () => 'Resume with trainer.fit(model, ckpt_path=…), which loads the scheduler too.',
    },
  ],
  [
    /keras/,
    {
      'stepped-per-epoch': () =>
        'Pass the schedule as the optimizer’s learning_rate in place of a LearningRateScheduler callback.',
      'restart-at-resume': () =>
        'Load the whole model, so that optimizer.iterations goes on, or pass initial_epoch to fit.',
      'other-horizon': (_, plan) => `Set decay_steps to ${number(plan.totalSteps)} updates.`,
      scaled: (_, plan) => `Set the initial rate so that the highest is ${number(plan.peak)}.`,
      'missing-warmup': ({ by }) => `Set warmup_steps=${number(by)}, and warmup_target with it.`,
      'other-schedule': () => 'Pass the planned schedule as the optimizer’s learning_rate.',
    },
  ],
];

/** What would bring a run back to its plan, in the words of a form; null if nothing has to, or the reason is not known. */
export function remedyFor(departures: readonly Departure[], plan: Model | null, form: string): string | null {
  const departure = departures.find(({ kind }) => kind !== 'skipped-updates');
  if (!departure || !plan) return null;
  const own = words.find(([pattern]) => pattern.test(form))?.[1];
  return (own?.[departure.kind] ?? torch[departure.kind])?.(departure, plan) ?? null;
}
