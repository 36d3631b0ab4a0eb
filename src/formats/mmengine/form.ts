import type { Form } from '../form.js';

export const mmengine: Form = {
  name: 'mmengine',
  title: 'configs of MMEngine and OpenMMLab',
  recognise: ({ syntax, text }) =>
    syntax === 'python' &&
    (/^(param_scheduler|optim_wrapper|lr_config)\s*=/m.test(text) ||
      (/^(_base_\s*=|with read_base\(\))/m.test(text) &&
        /^(train_cfg|model|train_dataloader|default_hooks)\s*=/m.test(text))),
  load: async () => (await import('./read-mmengine.js')).readMMEngine,
};
