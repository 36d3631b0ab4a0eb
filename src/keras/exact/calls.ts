import { elu, relu, thresholded } from './activation-layers.js';
import { convolution, depthwise, separable } from './convolution.js';
import type { ExactCall } from './layer.js';
import { batchNormalization, layerNormalization } from './normalization.js';
import { averagePooling, globalAverage, globalMax, maxPooling3d } from './pooling.js';
import { gruStep, lstmStep, recurrent, simpleStep } from './recurrent.js';
import { upSampling } from './resizing.js';
import { softmax } from './softmax.js';
import { timeDistributed } from './time-distributed.js';

/** The layers that TensorFlow.js computes otherwise than Keras, or not at all, by their classes. */
export const CALLS: Readonly<Record<string, ExactCall>> = {
  AveragePooling1D: averagePooling(1),
  AveragePooling2D: averagePooling(2),
  AveragePooling3D: averagePooling(3),
  BatchNormalization: batchNormalization,
  Conv1D: convolution(1),
  Conv2D: convolution(2),
  Conv3D: convolution(3),
  DepthwiseConv2D: depthwise,
  ELU: elu,
  GRU: recurrent(gruStep, 1),
  GlobalAveragePooling1D: globalAverage,
  GlobalAveragePooling2D: globalAverage,
  GlobalMaxPooling1D: globalMax,
  GlobalMaxPooling2D: globalMax,
  LSTM: recurrent(lstmStep, 2),
  LayerNormalization: layerNormalization,
  MaxPooling3D: maxPooling3d,
  ReLU: relu,
  SeparableConv2D: separable,
  SimpleRNN: recurrent(simpleStep, 1),
  Softmax: softmax,
  ThresholdedReLU: thresholded,
  TimeDistributed: timeDistributed,
  UpSampling2D: upSampling,
};
