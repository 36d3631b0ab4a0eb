import { readFileSync } from 'node:fs';
import { CosineDecay } from 'lr-schedules';

export const recipe = `# Ninety epochs
run: { examples: 50000, batch_size: 128, epochs: 90 }
learning_rate:
  type: CosineDecayWithOffset
  initial_learning_rate: 0
  warmup_target: 0.1
  warmup_steps: 5ep
  decay_steps: 100ep
hyper_parameters:
  momentum: 0.9
`;
export const cosine = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
const golden = (name: string) => readFileSync(new URL(`../golden/keras-files/${name}`, import.meta.url));
const modelGarden =
  'optimizer_config:\n  learning_rate: { type: cosine, cosine: { initial_learning_rate: 0.1, decay_steps: 1000 } }\n';

/** One file of each form that is read. */
export const files = {
  'recipe.yaml': recipe,
  'recipe.json': '{ "learning_rate": { "type": "CosineDecay", "initial_learning_rate": 0.1, "decay_steps": 1000 } }',
  'schedule.json': JSON.stringify(cosine),
  'model.keras': golden('keras3_cosine_adam.keras'),
  'model.h5': golden('tfkeras_piecewise_sgd.h5'),
  'model.json': golden('keras3_cosine_adam_tfjs/model.json'),
  'garden.yaml': modelGarden,
  'arguments.json': '{ "learning_rate": 0.1, "lr_scheduler_type": "cosine", "max_steps": 1000, "warmup_steps": 100 }',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
export const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
export const longest = (text: string) => Math.max(...text.split('\n').map((line) => [...line].length));
