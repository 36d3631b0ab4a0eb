import type { Form, FormFile } from '../form.js';
import { isObject, type JsonObject } from '../reading.js';

/** Arguments that no other trainer has. */
const TELLING = ['lr_scheduler_type', 'lr_scheduler_kwargs', 'num_train_epochs', 'per_device_train_batch_size'];
/** Those that tell beside `output_dir`, without which there are none. */
const WEAK = ['learning_rate', 'max_steps', 'warmup_steps', 'warmup_ratio', 'gradient_accumulation_steps'];

export const isTrainingArguments = (map: JsonObject) =>
  TELLING.some((key) => key in map) || ('output_dir' in map && WEAK.filter((key) => key in map).length >= 2);

const recognise = (file: FormFile) => isObject(file.value) && isTrainingArguments(file.value);
const load: Form['load'] = async () => (await import('./training-arguments.js')).readArguments;

export const huggingFaceJson: Form = {
  name: 'hf-json',
  title: 'training arguments of Hugging Face in JSON',
  recognise: (file) => file.syntax === 'json' && recognise(file),
  load,
};

export const huggingFaceYaml: Form = {
  name: 'hf-yaml',
  title: 'those in YAML (LLaMA-Factory, alignment-handbook, TRL)',
  recognise,
  load,
};

export const huggingFaceCommand: Form = {
  name: 'hf-command',
  title: 'those of a command',
  recognise: ({ syntax, text }) =>
    syntax === 'shell' && /--(lr_scheduler_type|num_train_epochs|per_device_train_batch_size)[\s=]/.test(text),
  load: async () => (await import('./training-arguments.js')).readCommand,
};
