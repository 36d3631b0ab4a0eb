import { short, type ToldDeparture } from './in-words.js';

/** In whose words a remedy is told. */
export type Trainer = 'transformers' | 'lightning' | 'keras' | 'timm' | 'ultralytics' | 'mmengine' | 'torch';

/** Names of forms, of logs and of plans, by the trainer that reads or writes them. */
const TRAINERS: readonly (readonly [Trainer, RegExp])[] = [
  ['transformers', /trainer_state|transformers|hf-|llama|axolotl|diffusers|deepspeed|training-arguments/],
  ['lightning', /lightning|nemo/],
  ['keras', /keras|model-garden|tfjs/],
  ['timm', /timm/],
  ['ultralytics', /ultralytics|yolo/],
  ['mmengine', /mmengine/],
];

/** The trainer of a plan, if its form tells, else of the log. */
export function trainerOf(...forms: readonly (string | null | undefined)[]): Trainer {
  for (const form of forms) {
    const found = TRAINERS.find(([, names]) => form && names.test(form.toLowerCase()));
    if (found) return found[0];
  }
  return 'torch';
}

type Sentence = (by: string, departure: ToldDeparture) => string;
type Sentences = { readonly [T in Trainer]?: Sentence } & { readonly torch: Sentence };

const isSlow = ({ by }: ToldDeparture) => by !== null && by < 1;

/** What to change, by the kind of the departure and the trainer; what is said of PyTorch holds where a trainer has no line. */
const REMEDIES: Readonly<Record<string, Sentences>> = {
  'skipped-updates': {
    torch: () => 'Nothing needs to be mended; bf16 in place of fp16 skips no updates.',
    transformers: () => 'Nothing needs to be mended; bf16=True in place of fp16=True skips no updates.',
    lightning: () => 'Nothing needs to be mended; precision="bf16-mixed" in place of "16-mixed" skips no updates.',
    keras: () => 'Nothing needs to be mended; the policy mixed_bfloat16 in place of mixed_float16 skips no updates.',
  },
  'stepped-k-times': {
    torch: (by, departure) =>
      isSlow(departure)
        ? `Call scheduler.step() at every update, or divide the schedule's steps by ${short(1 / (departure.by as number))}.`
        : `Call scheduler.step() once an update; where Accelerate prepares it, which steps it once for every process, multiply its warmup and total steps by ${by}.`,
    transformers: (by, departure) =>
      isSlow(departure)
        ? `Count updates, not batches: divide num_warmup_steps and num_training_steps by ${short(1 / (departure.by as number))}, the gradient accumulation.`
        : `Multiply num_warmup_steps and num_training_steps by ${by}, the number of processes, or do not pass the scheduler to accelerator.prepare().`,
    lightning: (by) =>
      `Leave scheduler.step() to the Trainer, or set "frequency" in lr_scheduler, so that it moves once an update and not ${by} times.`,
  },
  'stepped-per-epoch': {
    torch: () =>
      'Call scheduler.step() after every batch, not after every epoch, or give the schedule its lengths in epochs.',
    lightning: () => 'Return {"scheduler": scheduler, "interval": "step"} as lr_scheduler: the default is "epoch".',
    keras: () =>
      'Pass the schedule to the optimizer as learning_rate, which calls it with the update: LearningRateScheduler calls it with the epoch.',
    timm: () =>
      'Make the scheduler with t_in_epochs=False and call step_update() after every update (--sched-on-updates).',
    mmengine: () => 'Set by_epoch=False, or convert_to_iter_based=True, in param_scheduler.',
  },
  'restart-at-resume': {
    torch: () => 'Save scheduler.state_dict() beside the optimizer, and load it before the run goes on.',
    transformers: () =>
      'Resume by trainer.train(resume_from_checkpoint=True), which loads scheduler.pt, not by loading the model alone.',
    lightning: () => 'Resume by trainer.fit(model, ckpt_path="last"), not by load_from_checkpoint() alone.',
    keras: () =>
      "Keep the optimizer when resuming, as load_model() and BackupAndRestore do: its iterations are the schedule's step.",
    timm: () => 'Resume by --resume without --no-resume-opt, and with the --start-epoch that the checkpoint has.',
    ultralytics: () => 'Resume by resume=True with last.pt, not by model=last.pt alone.',
    mmengine: () => 'Set resume = True beside load_from, which alone loads only the weights.',
  },
  'other-horizon': {
    torch: (by) =>
      `Make the schedule for the planned number of steps (total_steps, T_max or total_iters), which was ${by}.`,
    transformers: (by) =>
      `Keep max_steps and num_train_epochs as they were planned: the schedule was made for ${by} steps.`,
    lightning: (by) => `Take trainer.estimated_stepping_batches for the length of the schedule, which was ${by}.`,
    keras: (by) => `Set decay_steps so that the schedule has the planned length: it was ${by} steps.`,
    timm: (by) => `Keep --epochs (and --epoch-repeats) as planned: the schedule was made for ${by}.`,
    ultralytics: (by) => `Keep epochs as planned: the schedule was made for ${by}.`,
    mmengine: (by) => `Set end and T_max in param_scheduler as planned: the schedule was made for ${by}.`,
  },
  'other-schedule': {
    torch: () => 'Look which scheduler the run really makes: it is not the one of the plan.',
    transformers: () =>
      'Check lr_scheduler_type, and take "scheduler" out of the DeepSpeed config, which goes over it.',
    lightning: () => 'Check what configure_optimizers returns as lr_scheduler: it is not the one of the plan.',
    keras: () => "Check the optimizer's learning_rate, and the callbacks that set it, such as ReduceLROnPlateau.",
    timm: () => 'Check --sched: it is not the one of the plan.',
    ultralytics: () => 'Check cos_lr and lrf: they are not those of the plan.',
    mmengine: () => 'Check param_scheduler, and what _base_ brings along: it is not the one of the plan.',
  },
  'off-by-one': {
    torch: () =>
      'Nothing needs to be mended if the logger writes the rate at another time; else call scheduler.step() after optimizer.step().',
  },
  scaled: {
    torch: (by) =>
      `Divide the learning rate by ${by}, or plan with that times the rate: scaling by workers or batch size is often the reason.`,
    transformers: (by) => `Divide learning_rate by ${by}, or plan with that times the rate.`,
    timm: (by) =>
      `Give --lr, which is taken as it is, in place of --lr-base, which is scaled by the batch size (here by ${by}).`,
    ultralytics: (by) =>
      `Set optimizer by its name and lr0, since optimizer=auto sets a rate of its own (here ${by} times the planned one).`,
    mmengine: (by) => `Leave auto_scale_lr out, or plan with ${by} times the rate.`,
  },
  'missing-warmup': {
    torch: (by) => `Put LinearLR(total_iters=${by}) before the schedule by SequentialLR.`,
    transformers: (by) => `Set warmup_steps=${by}: warmup_ratio is passed over where warmup_steps is set.`,
    keras: (by) => `Set warmup_steps=${by} together with warmup_target: without that there is none.`,
    timm: (by) => `Set --warmup-epochs ${by}.`,
    ultralytics: (by) => `Set warmup_epochs=${by}.`,
    mmengine: (by) => `Put dict(type="LinearLR", by_epoch=False, end=${by}) first in param_scheduler.`,
  },
  held: {
    torch: () => 'Check that scheduler.step() is still called, and that the schedule is as long as the run.',
    transformers: () => 'Check that max_steps is not less than the run, and that the scheduler has no floor (min_lr).',
    keras: () => 'Check that decay_steps is not less than the run, and that alpha is the planned floor.',
  },
  jump: {
    torch: () =>
      'Look what was changed there: a resumed run, an edited config, or another optimizer state that was loaded.',
  },
};

/** What to change, in the words of a trainer: a sentence. */
export function remedyFor(departure: ToldDeparture, trainer: Trainer): string {
  const sentences = REMEDIES[departure.kind] ?? (REMEDIES['jump'] as Sentences);
  const by = departure.by === null ? 'another number' : short(departure.by);
  return (sentences[trainer] ?? sentences.torch)(by, departure);
}
