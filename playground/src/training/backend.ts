import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env, findBackendFactory, matMul, relu, setBackend, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { whyNoCard } from './graphics-card.js';
import { type Backend, backends, type RefusedBackend } from './protocol.js';

/** A graphics driver that hangs must not hold up the training. */
const PATIENCE = 15_000;

/** Only the backend that is used is loaded. */
const load: Record<Backend, () => Promise<unknown>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  async wasm() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Threads take headers that a static host does not send, and scripts in blob: addresses.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasm,
      'tfjs-backend-wasm-simd.wasm': wasmSimd,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmSimd,
    });
  },
};

/**
 * Sets the one backend that is asked for, or the first that computes what it should, and not slowly in place of a card.
 *
 * @throws {Error} if none does.
 */
export async function startBackend(
  only?: Backend,
): Promise<{ readonly backend: Backend; readonly refused: readonly RefusedBackend[] }> {
  const refused: RefusedBackend[] = [];
  for (const backend of only ? [only] : backends) {
    const reason = await Promise.race([whyNot(backend, only !== undefined), silence()]);
    if (reason === null) return { backend, refused };
    refused.push({ backend, reason });
  }
  const reasons = refused.map(({ backend, reason }) => `${backend} (${reason})`);
  throw new Error(`TensorFlow.js cannot compute here with ${reasons.join(', ')}.`);
}

/** What a backend lacks, null if nothing. */
async function whyNot(backend: Backend, isAsked: boolean): Promise<string | null> {
  try {
    const noCard = isAsked ? null : await whyNoCard(backend);
    if (noCard !== null) return noCard;
    await load[backend]();
    if (!findBackendFactory(backend)) return 'the browser does not have it';
    // Another one would be taken without a word.
    if (!(await setBackend(backend))) return 'the browser could not start it';
    return (await computesRight()) ? null : 'it computes wrong numbers';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function computesRight(): Promise<boolean> {
  const product = tidy(() => relu(matMul(tensor2d([1, -2, 3, 4], [2, 2]), tensor2d([5, 6, 7, 8], [2, 2]))));
  const values = await product.data();
  product.dispose();
  return [0, 0, 43, 50].every((expected, i) => Math.abs((values[i] ?? Number.NaN) - expected) < 1e-3);
}

const silence = () =>
  new Promise<string>((give) => setTimeout(give, PATIENCE, `it did not answer in ${PATIENCE / 1000} seconds`));
