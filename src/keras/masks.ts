import { fail } from '../formats/reading.js';
import type { LayerLike } from './build.js';
import type { Tensor } from './ops.js';
import { LAYERS } from './proven.js';
import type { KerasLayer } from './topology.js';

/** A tensor of a model that has not been computed. */
export interface SymbolicTensor {
  readonly sourceLayer: MaskedLayer;
  readonly shape: readonly (number | null)[];
  readonly inputs: readonly SymbolicTensor[];
}

/** What a layer says of masks to TensorFlow.js. */
export interface MaskedLayer extends LayerLike {
  readonly name: string;
  supportsMasking: boolean;
  computeMask(inputs: Tensor[], masks: (Tensor | null)[]): Tensor | null;
  readonly outputs?: readonly SymbolicTensor[];
}

/**
 * Where masks go in a model: TensorFlow.js would hand them to every layer after the first that has one.
 * @throws {TypeError} for a layer that a mask reaches and that has not been tried with one.
 */
export class Masks {
  private readonly known = new Map<SymbolicTensor, boolean>();
  /** The layers that masks reach. */
  readonly masked = new Set<LayerLike>();
  private readonly unmasked = new Set<LayerLike>();

  constructor(private readonly savedOf: ReadonlyMap<LayerLike, KerasLayer>) {}

  /** Whether an output of a layer has a mask. */
  has(tensor: SymbolicTensor): boolean {
    let has = this.known.get(tensor);
    if (has === undefined) {
      // An input of a model inside of another is where the search ends.
      this.known.set(tensor, false);
      has = this.find(tensor);
      this.known.set(tensor, has);
    }
    return has;
  }

  private find({ sourceLayer: layer, inputs }: SymbolicTensor): boolean {
    const isMasked = inputs.map((input) => this.has(input)).includes(true);
    const saved = this.savedOf.get(layer);
    if (!saved) {
      const leaves = (layer.outputs ?? []).map((output) => this.has(output)).includes(true);
      if (isMasked || leaves)
        fail(layer.name, 'a mask at the border of a model in a model is not known to go on as in Keras.');
      return false;
    }
    const { className, config, part } = saved;
    if (className === 'Masking' || config['mask_zero'] === true) {
      if (isMasked) fail(part, 'a mask on a mask is not known to go on as in Keras.');
      return true;
    }
    (isMasked ? this.masked : this.unmasked).add(layer);
    if (this.masked.has(layer) && this.unmasked.has(layer))
      fail(part, 'calls with a mask and without one are not known to go on as in Keras.');
    if (!isMasked) {
      layer.supportsMasking = false;
      return false;
    }
    const rule = LAYERS[className]?.mask;
    if (!rule) fail(part, 'after a mask it is not known to go on as in Keras.');
    const passes = rule === 'passes' || (rule === 'skips' && returnsSequences(config));
    layer.supportsMasking = passes;
    if (passes) layer.computeMask = (_inputs, masks) => (Array.isArray(masks) ? (masks[0] ?? null) : masks);
    return passes;
  }
}

function returnsSequences(config: { readonly [key: string]: unknown }): boolean {
  const inner = config['layer'] as { config: { [key: string]: unknown } } | undefined;
  return (inner?.config ?? config)['return_sequences'] === true;
}
