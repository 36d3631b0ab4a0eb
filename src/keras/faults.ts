import type { OptimizerPlan } from './optimizer-from-keras.js';
import { LAYERS } from './proven.js';
import type { KerasLayer } from './topology.js';

/** Those whose updates take a square or a magnitude of the gradient, or its norm. */
const SQUARES = ['adam', 'rmsprop', 'adagrad', 'adamax', 'adadelta'];

/** What Keras itself does wrong with this model, which is not done here. */
export function upstreamFaults(
  layers: readonly KerasLayer[],
  { kind, update }: OptimizerPlan,
  isKeras3: boolean,
): string[] {
  if (!isKeras3) return [];
  return [...lostInference(layers), ...squaredOneByOne(layers, kind, update)];
}

/**
 * Keras 3 computes a schedule in the type of its rate: of a whole number, with pi = 3 in a cosine, and other settings cut to
 * whole numbers. In Keras before, none such works.
 * @param text the optimizer as it is written in JSON, where 1 and 1.0 are not the same.
 */
export function wholeNumberRate(text: string, part: string): string[] {
  return WHOLE_RATE.test(text)
    ? [
        `${part}.config.learning_rate.config.initial_learning_rate: Keras 3 computes the schedule of a whole-number rate in whole numbers, with pi = 3 in a cosine, and not as of a number such as 1.0, which is done here`,
      ]
    : [];
}

const WHOLE_RATE = /"initial_learning_rate"\s*:\s*-?\d+\s*[,}]/;

/** Keras 3 puts its own `training` in place of that of a call, as of the layers of a model in a model: where it matters to them. */
function lostInference(layers: readonly KerasLayer[]): string[] {
  const minds = ({ className, config }: KerasLayer) =>
    (className === 'BatchNormalization' && config['trainable'] !== false) || isRandom(className, config);
  return layers
    .filter((layer) => typeof layer.training === 'boolean' && leaves([layer]).some(minds))
    .map(
      ({ part, training, layers: inner }) =>
        `${part}: Keras 3 forgets training=${training ? 'True' : 'False'}${inner ? ' for the layers inside' : ''}, which is kept here`,
    );
}

function squaredOneByOne(
  layers: readonly KerasLayer[],
  kind: OptimizerPlan['kind'],
  update: OptimizerPlan['update'],
): string[] {
  const { clipnorm, globalClipnorm, clipvalue } = update;
  const clips = clipnorm !== undefined || globalClipnorm !== undefined || clipvalue !== undefined;
  if (!SQUARES.includes(kind) && !clips) return [];
  return leaves(layers)
    .filter(({ className, config }) => className === 'Embedding' && config['trainable'] !== false)
    .map(
      ({ part }) =>
        `${part}: Keras 3 on TensorFlow squares the gradients of a word that is in a batch several times one by one, and not their sum, which is done here as on its other backends`,
    );
}

/** What goes on by chance, as in Keras, but with other draws. */
export function notesOf(layers: readonly KerasLayer[]): string[] {
  return leaves(layers)
    .filter(({ className, config }) => isRandom(className, config))
    .map(({ part }) => `${part}: in training, its draws are TensorFlow.js's own.`);
}

const isRandom = (className: string, config: KerasLayer['config']) =>
  LAYERS[className]?.random === true && config['rate'] !== 0 && config['stddev'] !== 0;

function leaves(layers: readonly KerasLayer[]): KerasLayer[] {
  return layers.flatMap((layer) => (layer.layers ? leaves(layer.layers) : [layer]));
}
