/**
 * What a script multiplies the steps that it gives its scheduler with, which accelerate steps once for each process:
 * the processes, with the length of an epoch before or after it is split among them; the accumulation; or nothing.
 * `batches` is `once`, but for a length in batches and a warmup that the accumulation multiplies.
 */
export type Steps = 'processes' | 'processes-unsplit' | 'accumulation' | 'once' | 'batches';

export interface Script {
  readonly steps: Steps;
  readonly rate: number;
  readonly scheduler: string;
  readonly batch: number;
  readonly epochs: number;
  readonly maxSteps: number | null;
  /** Whether it passes the number of cycles and the power on. */
  /** Whether it is none of diffusers. */
  readonly isOwn?: true;
  readonly passes: { readonly cycles: boolean; readonly power: boolean };
}

const base: Script = {
  steps: 'processes',
  rate: 1e-4,
  scheduler: 'constant',
  batch: 16,
  epochs: 100,
  maxSteps: null,
  passes: { cycles: false, power: false },
};
const both = { cycles: true, power: true };
const dreambooth: Script = { ...base, batch: 4, epochs: 1, passes: both };
const unsplit: Script = { ...dreambooth, steps: 'processes-unsplit' };
const control: Script = { ...dreambooth, rate: 5e-6 };
const summed: Script = { ...base, steps: 'accumulation' };
const inversion: Script = { ...base, maxSteps: 5000, passes: { cycles: true, power: false } };

/** The examples of diffusers by their names, as of commit 58eb52c0. */
export const scripts: ReadonlyMap<string, Script> = new Map([
  ['textual_inversion', { ...inversion, steps: 'processes-unsplit' }],
  ['textual_inversion_sdxl', inversion],
  ['train_cogvideox_image_to_video_lora', unsplit],
  ['train_cogvideox_lora', unsplit],
  ['train_control_cogview4', { ...unsplit, rate: 5e-6 }],
  ['train_control_flux', control],
  ['train_control_lora_flux', control],
  ['train_controlnet', control],
  ['train_controlnet_flux', { ...unsplit, rate: 5e-6 }],
  ['train_controlnet_sd3', { ...unsplit, rate: 5e-6 }],
  ['train_controlnet_sdxl', control],
  ['train_custom_diffusion', { ...base, rate: 1e-5, batch: 4, epochs: 1 }],
  ['train_dreambooth', control],
  ['train_dreambooth_flux', dreambooth],
  ['train_dreambooth_lora', { ...dreambooth, rate: 5e-4 }],
  ['train_dreambooth_lora_flux', dreambooth],
  ['train_dreambooth_lora_flux2', dreambooth],
  ['train_dreambooth_lora_flux2_img2img', dreambooth],
  ['train_dreambooth_lora_flux2_klein', dreambooth],
  ['train_dreambooth_lora_flux2_klein_img2img', dreambooth],
  ['train_dreambooth_lora_flux_advanced', dreambooth],
  ['train_dreambooth_lora_flux_kontext', dreambooth],
  ['train_dreambooth_lora_hidream', unsplit],
  ['train_dreambooth_lora_ideogram4', dreambooth],
  ['train_dreambooth_lora_krea2', { ...unsplit, rate: 3e-4 }],
  ['train_dreambooth_lora_lumina2', unsplit],
  ['train_dreambooth_lora_qwen_image', unsplit],
  ['train_dreambooth_lora_sana', unsplit],
  ['train_dreambooth_lora_sd15_advanced', dreambooth],
  ['train_dreambooth_lora_sd3', dreambooth],
  ['train_dreambooth_lora_sdxl', dreambooth],
  ['train_dreambooth_lora_sdxl_advanced', dreambooth],
  ['train_dreambooth_lora_z_image', dreambooth],
  ['train_dreambooth_sd3', unsplit],
  ['train_instruct_pix2pix', base],
  ['train_instruct_pix2pix_sdxl', summed],
  ['train_lcm_distill_lora_sdxl', { ...base, rate: 1e-6 }],
  ['train_t2i_adapter_sdxl', { ...control, steps: 'once' }],
  ['train_text_to_image', base],
  ['train_text_to_image_lora', base],
  ['train_text_to_image_lora_sdxl', summed],
  ['train_text_to_image_sdxl', summed],
  ['train_unconditional', { ...base, steps: 'batches', scheduler: 'cosine' }],
]);
