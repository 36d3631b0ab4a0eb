import { show } from '../errors.js';
import { fail, isObject, type JsonObject } from '../formats/reading.js';
import type { KerasLayer } from './topology.js';

/** A tensor that a layer is called on: the output of a call of another. */
type Source = [layer: string, call: number, tensor: number, keywords: JsonObject];

/**
 * How the layers of a functional model are called, and its ends, as TensorFlow.js takes them. The calls are put into
 * `configs`, which TensorFlow.js makes the layers from.
 * @throws {TypeError} for a graph that TensorFlow.js cannot make: it would wait for a missing layer for ever.
 */
export function readGraph(
  model: JsonObject,
  savedLayers: readonly JsonObject[],
  configs: readonly JsonObject[],
  layers: readonly KerasLayer[],
  part: string,
): JsonObject {
  const nodesOf = (layer: JsonObject) => layer['inbound_nodes'];
  const isKeras3 = savedLayers.some((layer) => {
    const nodes = nodesOf(layer);
    return Array.isArray(nodes) && nodes.some(isObject);
  });
  // A model that is used as a layer has been called once before: on its own inputs. Keras 3 does not count that.
  const own = layers.map((layer, i) => {
    const inTfjs = layer.layers && isCalled(layer, (configs[i] as JsonObject)['config'] as JsonObject) ? 1 : 0;
    const inFile = layer.layers && !isKeras3 && layer.layers[0]?.className === 'InputLayer' ? 1 : 0;
    return [layer.name, { inFile, inTfjs }] as const;
  });
  const counts = new Map(own);

  const read = (history: unknown, at: string): Source => {
    const [layer, call, tensor] = Array.isArray(history) ? (history as unknown[]) : [];
    const count = counts.get(layer as string);
    if (!count || !isIndex(call) || !isIndex(tensor) || call < count.inFile) {
      fail(at, `an output of a layer is required, as [layer, call, tensor], received ${show(history)}.`);
    }
    return [layer as string, call - count.inFile + count.inTfjs, tensor, {}];
  };

  savedLayers.forEach((layer, i) => {
    const at = `${part}.config.layers[${i}].inbound_nodes`;
    const nodes = nodesOf(layer);
    if (!Array.isArray(nodes)) fail(at, `a list is required, received ${show(nodes)}.`);
    const calls = nodes.map((node, j) => {
      const place = `${at}[${j}]`;
      const call = isObject(node) ? argumentsOf(node, place) : oldArgumentsOf(node, place);
      // For a call on nothing, TensorFlow.js would wait for ever.
      if (call.tensors.length === 0) fail(place, 'a call on one tensor at least is required, received one on none.');
      return { sources: call.tensors.map((history) => read(history, place)), training: call.training };
    });
    (configs[i] as JsonObject)['inboundNodes'] = calls.map(({ sources }) => sources);
    const [training = null, ...others] = new Set(calls.map((call) => call.training));
    if (others.length > 0) fail(at, 'calls in training and out of it are not known to go on as in Keras.');
    (layers[i] as KerasLayer).training = training;
  });
  requireOrder(configs, new Map(own.map(([name, { inTfjs }]) => [name, inTfjs])), `${part}.config.layers`);

  const ends = (key: string): Source[] => {
    const at = `${part}.config.${key}`;
    const saved = model[key];
    if (!Array.isArray(saved) || saved.length === 0) fail(at, `a list is required, received ${show(saved)}.`);
    // In Keras 3, one that is alone stands by itself.
    return (typeof saved[0] === 'string' ? [saved] : saved).map((end: unknown, i) => read(end, `${at}[${i}]`));
  };
  return { inputLayers: ends('input_layers'), outputLayers: ends('output_layers') };
}

const isIndex = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Whether TensorFlow.js knows the inputs of a model by itself, before it is used as a layer. */
function isCalled({ className }: KerasLayer, config: JsonObject): boolean {
  if (className !== 'Sequential') return true;
  const first = (config['layers'] as { className: string; config: JsonObject }[])[0];
  return first?.className === 'InputLayer' || first?.config['batchInputShape'] !== undefined;
}

/** Keras 3: the arguments of the call, with tensors that know where they come from. */
function argumentsOf({ args, kwargs }: JsonObject, part: string): SavedCall {
  if (!Array.isArray(args) || args.length !== 1) {
    fail(`${part}.args`, 'a call on one tensor, or on one list of them, is required.');
  }
  const tensors = (Array.isArray(args[0]) ? args[0] : [args[0]]).map((tensor: unknown) => {
    const config = isObject(tensor) ? tensor['config'] : null;
    return isObject(config) ? config['keras_history'] : null;
  });
  return { tensors, training: trainingOf(kwargs, `${part}.kwargs`) };
}

function oldArgumentsOf(node: unknown, part: string): SavedCall {
  if (!Array.isArray(node)) fail(part, `a list is required, received ${show(node)}.`);
  const tensors: unknown[] = typeof node[0] === 'string' ? [node] : node;
  const [training = null] = tensors
    .map((tensor) => trainingOf(Array.isArray(tensor) ? tensor[3] : null, part))
    .filter((value) => value !== null);
  return { tensors, training };
}

/** A call of a layer: the tensors it is called on, and whether it is in training whatever calls. */
interface SavedCall {
  readonly tensors: readonly unknown[];
  readonly training: boolean | null;
}

/** What a call says besides its inputs: whether it is in training, whoever calls. */
function trainingOf(keywords: unknown, part: string): boolean | null {
  if (!isObject(keywords)) return null;
  const other = Object.entries(keywords).find(([key, value]) => key !== 'training' && value !== null);
  if (other)
    fail(`${part}.${other[0]}`, `a call on inputs alone is known to go on as in Keras, received ${show(other[1])}.`);
  const training = keywords['training'] ?? null;
  if (training === null || typeof training === 'boolean') return training;
  return fail(`${part}.training`, `true or false is required, received ${show(training)}.`);
}

/** Rounds that no real graph needs: Keras saves the layers in the order of their depth. */
const MOST_ROUNDS = 100;

/** Makes the calls as TensorFlow.js will, round by round, those first whose inputs are there. */
function requireOrder(configs: readonly JsonObject[], made: Map<string, number>, part: string): void {
  for (const { name, className } of configs) if (className === 'InputLayer') made.set(name as string, 1);
  let waiting = configs.flatMap(({ name, inboundNodes }) =>
    (inboundNodes as Source[][]).map((sources) => ({ name: name as string, sources })),
  );
  for (let round = 0; waiting.length > 0; round++) {
    const behind = new Set<string>();
    const next = waiting.filter(({ name, sources }) => {
      const ready = sources.every(([layer, call]) => call < (made.get(layer) ?? 0));
      if (ready && behind.has(name)) {
        fail(
          part,
          `TensorFlow.js would mix up the calls of the layer ${show(name)}, of which a later one comes first.`,
        );
      }
      if (ready) made.set(name, (made.get(name) ?? 0) + 1);
      else behind.add(name);
      return !ready;
    });
    if (next.length === waiting.length || round > MOST_ROUNDS) {
      const { name, sources } = next[0] as (typeof next)[number];
      const inputs = sources.map(([layer]) => show(layer)).join(', ');
      fail(part, `the layer ${show(name)} is called on ${inputs}: missing, or not before it.`);
    }
    waiting = next;
  }
}
