import type { Backend } from './protocol.js';

/** What drivers that compute on the processor call themselves. */
const EMULATORS = /swiftshader|llvmpipe|softpipe|software|basic render/i;

const ABSENT = 'the browser does not have it';
const NO_CARD = 'there is no graphics card for it';

/**
 * Why a backend would have no graphics card to compute on, null if it has one or needs none. What is meant for a card
 * takes 5 to 50 times as long on the processor as wasm does.
 */
export async function whyNoCard(backend: Backend): Promise<string | null> {
  if (backend === 'webgpu') {
    // Not every browser has it, which the types do not know.
    const gpu: GPU | undefined = navigator.gpu;
    if (!gpu) return ABSENT;
    const adapter = await gpu.requestAdapter();
    return adapter && !adapter.info.isFallbackAdapter ? null : NO_CARD;
  }
  if (backend === 'webgl') {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!gl) return ABSENT;
    const names = gl.getExtension('WEBGL_debug_renderer_info');
    return names && EMULATORS.test(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) ? NO_CARD : null;
  }
  return null;
}
