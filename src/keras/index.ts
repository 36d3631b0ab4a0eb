export {
  type ConvertedModel,
  type LoadedKerasModel,
  type LoadKerasModelOptions,
  loadKerasModel,
  type TensorFlow,
} from './load-keras-model.js';
export { type OptimizerFromKerasOptions, type OptimizerOf, optimizerFromKeras } from './optimizer-from-keras.js';
