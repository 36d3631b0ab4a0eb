import * as tf from '@tensorflow/tfjs';
import { loadKerasModel } from 'lr-schedules/keras';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { random } from '../tfjs/training.js';
import { edited, readGolden } from './files.js';

let tensors = 0;
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

/** What an attempt ends with; a model is disposed. */
async function outcome(bytes: Uint8Array): Promise<string> {
  const seen: string[] = [];
  try {
    const { model, optimizer } = await loadKerasModel(tf, bytes, { warnings: seen });
    // TensorFlow.js's `model.dispose` leaves the layers that are called twice.
    tf.dispose(model.weights.map((weight) => weight.read()));
    optimizer.dispose();
    return 'loaded';
  } catch (error) {
    expect(error).toSatisfy((thrown) => thrown instanceof TypeError || thrown instanceof RangeError);
    return (error as Error).message;
  }
}

describe.each(['keras3-adam.keras.gz', 'tfkeras-functional.h5.gz'])('%s', (file) => {
  const whole = readGolden(file);

  test('cut off anywhere', async () => {
    for (let length = 0; length < whole.length; length += 97) {
      expect(await outcome(whole.subarray(0, length)), `${length} bytes`).not.toBe('loaded');
    }
  });

  test('damaged anywhere', async () => {
    const numbers = random(5);
    const messages = new Set<string>();
    for (let i = 0; i < 300; i++) {
      const damaged = whole.slice();
      for (const position of numbers(4)) {
        damaged[Math.floor(((position + 1) / 2) * damaged.length) % damaged.length] = i;
      }
      messages.add(await outcome(damaged));
    }
    if (process.env['SHOW']) console.log([...messages].join('\n'));
  });
});

const sequential = 'keras3-adam.keras.gz';
const functional = 'keras3-functional.keras.gz';
// biome-ignore lint/suspicious/noExplicitAny: a config is edited at any depth.
type Edit = (config: any) => void;
const layer =
  (index: number, values: object): Edit =>
  (config) =>
    Object.assign(config.config.layers[index].config, values);
const optimizer =
  (values: object): Edit =>
  (config) =>
    Object.assign(config.compile_config.optimizer.config, values);
const compile =
  (values: object): Edit =>
  (config) =>
    Object.assign(config.compile_config, values);

describe('refuses, and names the part of the file', () => {
  test.each<[what: string, file: string, edit: Edit, message: RegExp]>([
    [
      'a layer that tfjs does not have',
      sequential,
      (c) => {
        c.config.layers[1].class_name = 'Lambda';
      },
      /layers\[1\] \(Lambda "dense"\): the layer "Lambda" is not known to go on as in Keras/,
    ],
    [
      'an optimizer for a layer',
      sequential,
      (c) => {
        c.config.layers[1].class_name = 'Adam';
      },
      /the layer "Adam" is not known/,
    ],
    [
      'a layer of another algorithm',
      functional,
      (c) => {
        c.config.layers[3].class_name = 'MultiHeadAttention';
      },
      /the layer "MultiHeadAttention" is not known/,
    ],
    [
      'an operator for a layer',
      functional,
      (c) => {
        c.config.layers.at(-2).module = 'keras.src.ops.numpy';
      },
      /the operator .* is not known/,
    ],
    [
      'a model that is neither',
      sequential,
      (c) => {
        c.class_name = 'MyModel';
      },
      /config.json.class_name: Sequential and functional models/,
    ],
    [
      'no layers',
      sequential,
      (c) => {
        c.config.layers = [];
      },
      /config.layers: a list of layers/,
    ],
    ['two layers of one name', sequential, layer(2, { name: 'dense' }), /two layers have the same name/],
    [
      'weights larger than the file',
      sequential,
      layer(1, { units: 1e7 }),
      /shape \[4, 10000000\] is larger than what the file holds/,
    ],
    [
      'a broken setting',
      sequential,
      layer(1, { units: -1 }),
      /units: a whole number from 1 to 16777216 is required, received -1/,
    ],
    [
      'half precision',
      sequential,
      layer(1, { dtype: 'float16' }),
      /dtype: TensorFlow.js computes in float32, received "float16"/,
    ],
    [
      'an activation that tfjs does not have',
      sequential,
      layer(1, { activation: 'glu' }),
      /activation: the activation "glu" is not known/,
    ],
    [
      'a regularizer that tfjs does not have',
      sequential,
      layer(1, { kernel_regularizer: { class_name: 'Orthogonal', config: {} } }),
      /kernel_regularizer: "Orthogonal" is not known/,
    ],
    ['a grouped convolution', sequential, layer(1, { groups: 2 }), /groups: 2 is not known to go on as in Keras/],
    [
      'weights of another layer',
      sequential,
      layer(1, { units: 7 }),
      /the shape \[4, 7\] of dense\/kernel is required, received \[4, 6\]/,
    ],
    ['too few weights', sequential, layer(1, { use_bias: false }), /its 1 weights are required, the file has 2/],
    [
      'a circle of layers',
      functional,
      (c) => {
        c.config.layers[7].inbound_nodes[0].args[0].config.keras_history = ['out', 0, 0];
      },
      /the layer "skip" is called on "out": missing, or not before it/,
    ],
    [
      'a missing layer',
      functional,
      (c) => {
        c.config.layers[2].inbound_nodes[0].args[0].config.keras_history = ['no', 0, 0];
      },
      /inbound_nodes\[0\]: an output of a layer is required/,
    ],
    [
      'a missing output',
      functional,
      (c) => {
        c.config.output_layers = ['out', 3, 0];
      },
      /^config.json: /,
    ],
    [
      'a call with more than inputs',
      functional,
      (c) => {
        c.config.layers[3].inbound_nodes[0].kwargs = { mask: true };
      },
      /kwargs.mask: a call on inputs alone/,
    ],
    [
      'no optimizer',
      sequential,
      (c) => {
        c.compile_config = null;
      },
      /compile_config: it is missing/,
    ],
    [
      'an optimizer that tfjs does not have',
      sequential,
      (c) => {
        c.compile_config.optimizer.class_name = 'Lion';
      },
      /optimizer.class_name: TensorFlow.js does not have "Lion"/,
    ],
    [
      'a setting that is no number',
      sequential,
      optimizer({ beta_1: 'x' }),
      /config.beta_1: a number from 0 to less than 1 is required, received "x"/,
    ],
    ['a setting out of range', sequential, optimizer({ beta_2: 1 }), /config.beta_2: a number from 0/],
    [
      'slots of another optimizer',
      sequential,
      (c) => {
        c.compile_config.optimizer = { class_name: 'RMSprop', config: { learning_rate: 0.1, momentum: 0.5, rho: 0.9 } };
      },
      /the shape .* is required/,
    ],
    [
      'an unknown schedule',
      sequential,
      optimizer({ learning_rate: { class_name: 'Mine', config: {} } }),
      /learning_rate: deserialize does not know the class "Mine"/,
    ],
    [
      'a key that reaches a prototype',
      sequential,
      (c) => {
        c.config.layers[1].config = JSON.parse('{"name": "dense", "__proto__": {}}');
      },
      /"__proto__" is refused/,
    ],
    [
      'deep nesting',
      sequential,
      (c) => {
        for (let i = 0; i < 600; i++) c.config.layers[1].config.x = { ...c.config.layers[1].config };
      },
      /config.json: it is nested deeper/,
    ],
  ])('%s', async (_what, file, edit, message) => {
    const attempt = loadKerasModel(tf, edited(file, edit), { warnings: [] });
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toSatisfy((error) => error instanceof TypeError || error instanceof RangeError);
  });

  test('more layers than any model has', async () => {
    const file = edited(sequential, ({ config }) => {
      const more = (i: number) => ({ class_name: 'Activation', config: { name: `more_${i}`, activation: 'relu' } });
      config.layers.push(...Array.from({ length: 6000 }, (_, i) => more(i)));
    });
    await expect(loadKerasModel(tf, file)).rejects.toThrow(/layers\[5000\]: at most 5000 layers are read/);
  });

  test('a source that is none', async () => {
    await expect(loadKerasModel(tf, {})).rejects.toThrow(/source must be the bytes of a .keras or .h5 file/);
    await expect(loadKerasModel(tf, null as never)).rejects.toThrow(TypeError);
    await expect(loadKerasModel(tf, new Uint8Array([1, 2]))).rejects.toThrow(/these are of neither/);
    await expect(loadKerasModel({ train: tf.train } as never, readGolden(sequential))).rejects.toThrow(
      /with its layers/,
    );
    await expect(loadKerasModel(tf, readGolden(sequential), { iterations: -1 })).rejects.toThrow(RangeError);
  });
});

describe('what tfjs has no equivalent for', () => {
  test.each<[what: string, edit: Edit, message: RegExp]>([
    [
      'a scaled loss',
      optimizer({ loss_scale_factor: 2 }),
      /config.loss_scale_factor: TensorFlow.js does not scale the loss, received 2/,
    ],
    [
      'a whole-number rate',
      optimizer({
        learning_rate: { class_name: 'CosineDecay', config: { initial_learning_rate: 1, decay_steps: 100 } },
      }),
      /initial_learning_rate: Keras 3 computes the schedule of a whole-number rate in whole numbers, with pi = 3/,
    ],
    [
      'a setting that is not known',
      optimizer({ novelty: 4 }),
      /config.novelty: TensorFlow.js has no such setting, received 4/,
    ],
    ['weights of the losses', compile({ loss_weights: [2] }), /compile_config.loss_weights: /],
    ['a loss', compile({ loss: 'tversky' }), /compile_config.loss: the loss "tversky" is not known/],
    [
      'a metric',
      compile({ metrics: [{ class_name: 'AUC', config: {} }] }),
      /metrics\[0\]: TensorFlow.js does not have the metric "AUC"/,
    ],
  ])('%s is an error, or on request a warning', async (what, edit, message) => {
    const file = edited(sequential, edit);
    await expect(loadKerasModel(tf, file)).rejects.toThrow(message);
    await expect(loadKerasModel(tf, file)).rejects.toThrow(/pass options.warnings/);

    const warnings: string[] = [];
    const { model, optimizer } = await loadKerasModel(tf, file, { warnings });
    expect(warnings).toEqual([expect.stringMatching(message)]);
    expect(model.optimizer).toBe(what === 'a loss' ? undefined : optimizer);
    model.dispose();
    optimizer.dispose();
  });
});
