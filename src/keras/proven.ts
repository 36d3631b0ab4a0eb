/**
 * What a setting may be: one of a list, or any of a kind. `'any'` are the settings that change nothing in training, as
 * initializers, and those that the shapes of the weights speak for.
 */
export type Values =
  | readonly unknown[]
  | 'activation'
  | 'any'
  | 'axes'
  | 'constraint'
  | 'count'
  | 'counts'
  | 'layer'
  | 'number'
  | 'pads'
  | 'regularizer'
  | 'shape';

/** What becomes of a mask that reaches a layer. A layer without an entry has been tried without a mask alone. */
export type MaskRule =
  /** Handed on, and of no influence. */
  | 'passes'
  /** Of no influence, and not handed on. */
  | 'ends'
  /** Steps that are masked are skipped; handed on with the sequence. */
  | 'skips'
  /** What is masked is left out; not handed on. */
  | 'left out';

export interface ProvenLayer {
  readonly settings: Readonly<Record<string, Values>>;
  readonly mask?: MaskRule;
  /** Draws numbers in training, which are TensorFlow.js's own. */
  readonly random?: true;
  /** Settings that exclude each other, as Keras does, or that have not been tried together. */
  readonly apart?: readonly (readonly [setting: string, other: string])[];
}

const BOTH = [true, false] as const;
const LAST = { data_format: ['channels_last'] } as const;

const weight = <Name extends string>(name: Name) => ({
  [`${name}_initializer`]: 'any' as const,
  [`${name}_regularizer`]: 'regularizer' as const,
  [`${name}_constraint`]: 'constraint' as const,
});

const dense = {
  units: 'count',
  activation: 'activation',
  use_bias: BOTH,
  ...weight('kernel'),
  ...weight('bias'),
} as const;

const convolution = {
  ...LAST,
  filters: 'count',
  kernel_size: 'counts',
  strides: 'counts',
  padding: ['valid', 'same'],
  dilation_rate: 'counts',
  groups: [1],
  activation: 'activation',
  use_bias: BOTH,
  ...weight('kernel'),
  ...weight('bias'),
} as const;
const strided = [['strides', 'dilation_rate']] as const;

const pooling = { ...LAST, pool_size: 'counts', strides: 'counts', padding: ['valid', 'same'] } as const;
const globalPooling = { ...LAST, keepdims: BOTH } as const;

const recurrent = {
  units: 'count',
  activation: 'activation',
  use_bias: BOTH,
  kernel_initializer: 'any',
  recurrent_initializer: 'any',
  bias_initializer: 'any',
  dropout: [0],
  recurrent_dropout: [0],
  return_sequences: BOTH,
  return_state: [false],
  go_backwards: BOTH,
  stateful: [false],
  unroll: [false],
  time_major: [false],
  zero_output_for_mask: BOTH,
  use_cudnn: 'any',
} as const;

/** Settings that every layer has. */
export const EVERY_LAYER: Readonly<Record<string, Values>> = {
  name: 'any',
  trainable: BOTH,
  dtype: 'any',
  batch_input_shape: 'shape',
  batch_shape: 'shape',
};

/**
 * The layers that go on as in Keras, and their settings. What is here, a model of `test/golden/keras-proof` has trained,
 * in Keras and then here; whatever is not is refused. Nothing else decides.
 */
export const LAYERS: Readonly<Record<string, ProvenLayer>> = {
  InputLayer: { settings: { sparse: [false], ragged: [false], optional: [false] } },
  Activation: { settings: { activation: 'activation' }, mask: 'passes' },
  Add: { settings: {} },
  AlphaDropout: { settings: { rate: 'number', noise_shape: [], seed: 'any' }, random: true },
  Average: { settings: {} },
  AveragePooling1D: { settings: pooling },
  AveragePooling2D: { settings: pooling },
  AveragePooling3D: { settings: pooling },
  BatchNormalization: {
    settings: {
      axis: 'axes',
      momentum: 'number',
      epsilon: 'number',
      center: BOTH,
      scale: BOTH,
      ...weight('beta'),
      ...weight('gamma'),
      moving_mean_initializer: 'any',
      moving_variance_initializer: 'any',
      renorm: [false],
      renorm_clipping: 'any',
      renorm_momentum: 'any',
      synchronized: 'any',
    },
  },
  Bidirectional: {
    settings: { layer: 'layer', backward_layer: 'any', merge_mode: ['concat', 'sum', 'mul', 'ave'] },
  },
  Concatenate: { settings: { axis: 'axes' } },
  Conv1D: { settings: { ...convolution, padding: ['valid', 'same', 'causal'] }, apart: strided },
  Conv2D: { settings: convolution, apart: strided },
  Conv2DTranspose: { settings: { ...convolution, dilation_rate: ['1, 1'], output_padding: [] } },
  Conv3D: { settings: convolution, apart: strided },
  Cropping2D: { settings: { ...LAST, cropping: 'pads' } },
  Dense: { settings: dense, mask: 'passes' },
  DepthwiseConv2D: {
    settings: {
      ...LAST,
      kernel_size: 'counts',
      strides: 'counts',
      padding: ['valid', 'same'],
      dilation_rate: 'counts',
      depth_multiplier: 'count',
      groups: 'any',
      filters: 'any',
      activation: 'activation',
      use_bias: BOTH,
      ...weight('depthwise'),
      ...weight('bias'),
      ...inert('kernel'),
    },
    apart: strided,
  },
  Dot: { settings: { axes: 'axes', normalize: BOTH } },
  Dropout: { settings: { rate: 'number', noise_shape: [], seed: 'any' }, random: true, mask: 'passes' },
  ELU: { settings: { alpha: 'number' } },
  Embedding: {
    settings: {
      input_dim: 'count',
      output_dim: 'count',
      input_length: 'any',
      mask_zero: BOTH,
      ...weight('embeddings'),
    },
  },
  Flatten: { settings: LAST },
  GRU: {
    settings: {
      ...recurrent,
      ...weight('bias'),
      recurrent_activation: ['sigmoid'],
      implementation: [2],
      zero_output_for_mask: [false],
      reset_after: BOTH,
    },
    mask: 'skips',
  },
  GaussianDropout: { settings: { rate: 'number', seed: 'any' }, random: true },
  GaussianNoise: { settings: { stddev: 'number', seed: 'any' }, random: true },
  GlobalAveragePooling1D: { settings: globalPooling, mask: 'left out' },
  GlobalAveragePooling2D: { settings: globalPooling },
  GlobalMaxPooling1D: { settings: globalPooling },
  GlobalMaxPooling2D: { settings: globalPooling },
  LSTM: {
    settings: {
      ...recurrent,
      ...weight('kernel'),
      ...weight('recurrent'),
      ...weight('bias'),
      recurrent_activation: ['sigmoid', 'hard_sigmoid'],
      implementation: [2],
      unroll: BOTH,
      unit_forget_bias: 'any',
    },
    mask: 'skips',
  },
  LayerNormalization: {
    settings: {
      axis: 'axes',
      epsilon: 'number',
      center: BOTH,
      scale: BOTH,
      rms_scaling: [false],
      ...weight('beta'),
      ...weight('gamma'),
    },
  },
  LeakyReLU: { settings: { alpha: 'number', negative_slope: 'number' } },
  Masking: { settings: { mask_value: 'number' } },
  MaxPooling1D: { settings: pooling },
  MaxPooling2D: { settings: pooling },
  MaxPooling3D: { settings: { ...pooling, padding: ['valid'] } },
  Maximum: { settings: {} },
  Minimum: { settings: {} },
  Multiply: { settings: {} },
  Normalization: { settings: { axis: 'axes', mean: 'any', variance: 'any', invert: [false] } },
  PReLU: { settings: { ...weight('alpha'), shared_axes: 'counts' } },
  Permute: { settings: { dims: 'counts' } },
  RandomFlip: {
    settings: { ...LAST, mode: ['horizontal', 'vertical', 'horizontal_and_vertical'], rng_type: 'any', seed: 'any' },
    random: true,
  },
  ReLU: { settings: { max_value: 'number', negative_slope: 'number', threshold: 'number' }, mask: 'passes' },
  RepeatVector: { settings: { n: 'count' } },
  Rescaling: { settings: { scale: 'number', offset: 'number' } },
  Reshape: { settings: { target_shape: 'shape' } },
  SeparableConv2D: {
    settings: {
      ...convolution,
      depth_multiplier: 'count',
      ...weight('depthwise'),
      ...weight('pointwise'),
      ...inert('kernel'),
    },
    apart: strided,
  },
  SimpleRNN: { settings: recurrent, mask: 'skips' },
  Softmax: { settings: { axis: 'axes' } },
  SpatialDropout1D: { settings: { rate: 'number', seed: 'any', noise_shape: [] }, random: true },
  Subtract: { settings: {} },
  ThresholdedReLU: { settings: { theta: 'number' } },
  TimeDistributed: { settings: { layer: 'layer' }, mask: 'passes' },
  UpSampling2D: { settings: { ...LAST, size: 'counts', interpolation: ['nearest', 'bilinear'] } },
  ZeroPadding2D: { settings: { ...LAST, padding: 'pads' } },
};

/** Settings that Keras's class brings along, and that do nothing there. */
function inert<Name extends string>(name: Name) {
  return {
    [`${name}_initializer`]: 'any' as const,
    [`${name}_regularizer`]: 'any' as const,
    [`${name}_constraint`]: 'any' as const,
  };
}

/** Layers that may be inside of Bidirectional, and of TimeDistributed. */
export const INNER: Readonly<Record<string, readonly string[]>> = {
  Bidirectional: ['LSTM', 'GRU', 'SimpleRNN'],
  TimeDistributed: ['Dense', 'Conv2D', 'Flatten'],
};
