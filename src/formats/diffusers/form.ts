import type { Form } from '../form.js';

/** A launch of one of the scripts, or of another that has their arguments. */
const SCRIPT =
  /\b(train_(text_to_image|dreambooth|controlnet|control|unconditional|instruct_pix2pix|custom_diffusion|lcm_distill|t2i_adapter|cogvideox)\w*|textual_inversion\w*)\.py\b/;

export const diffusers: Form = {
  name: 'diffusers',
  title: 'commands of diffusers (accelerate launch)',
  recognise: ({ syntax, text }) =>
    syntax === 'shell' &&
    (SCRIPT.test(text) || (/\baccelerate\b/.test(text) && /--lr_scheduler[\s=]|--lr_warmup_steps[\s=]/.test(text))),
  load: async () => (await import('./read-diffusers.js')).readDiffusers,
};
