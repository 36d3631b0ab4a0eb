"""As trainers.py, for trainers whose packages are large to install: the files that compute the rate are loaded alone.

    python scripts.py FORM COUNT [SEED]  ->  JSON: [{form, file, text, run, clock, steps, rates, momentum?}]

Versions: transformers 5.24.0, DeepSpeed 0.19.8 and 0.14.4, timm 1.0.31, axolotl 0.19.0, mosaicml 0.32.1 with llm-foundry
0.22.0, tf_models_research_object_detection 2.8.0.post1. What Ultralytics 8.4.190 and 8.3.40, the scripts of diffusers
58eb52c0, gpt-neox ea7aefd and nanoGPT 3adf61e compute between the lines of a training loop is written down here anew.
"""
import argparse
import json
import math
import random
import sys
import types
import warnings

from trainers import follow, load, rate, some, torch_optimizer

warnings.filterwarnings('ignore')


def yaml_number(r, value):
    """As people write a number: Python's YAML takes 5e-5 for a text, which trainers make a number of."""
    return r.choice([repr(value), f'{value:e}', f'"{value!r}"' if r.random() < 0.1 else repr(value)])


def yaml(r, pairs, head=''):
    lines = [f'{key}: {yaml_number(r, value) if isinstance(value, float) else json.dumps(value)}' for key, value in pairs]
    return head + '\n'.join(line + ('  # as before' if r.random() < 0.05 else '') for line in lines) + '\n'


# ---------------------------------------------------------------- Hugging Face


def hf_kwargs(r, name, lr):
    if name == 'cosine_with_restarts':
        return r.choice([{}, {'num_cycles': r.randint(1, 5)}])
    if name == 'polynomial':
        return r.choice([{}, {'power': r.choice([0.5, 2, 3.0])}, {'lr_end': lr * 0.01, 'power': 2.0}])
    if name in ('cosine_with_min_lr', 'cosine_warmup_with_min_lr'):
        a = r.choice([{'min_lr': lr * 0.1}, {'min_lr_rate': 0.1}, {'min_lr_rate': round(r.random(), 2)}])
        if name.startswith('cosine_warmup') and r.random() < 0.5:
            a['warmup_lr_rate'] = round(r.uniform(0.01, 0.5), 2)
        return a
    if name == 'warmup_stable_decay':
        a = {'num_decay_steps': r.randint(1, 60), 'decay_type': r.choice(['linear', 'cosine', '1-sqrt']), 'warmup_type': r.choice(['linear', 'cosine', '1-sqrt'])}
        if r.random() < 0.5:
            a['min_lr_ratio'] = round(r.uniform(0, 0.5), 2)
        return a
    return {}


def hugging_face(r, form):
    from transformers.optimization import get_scheduler

    lr, named = (rate(r) if r.random() < 0.9 else None), r.random() < 0.9
    name = r.choice('linear cosine cosine_with_restarts polynomial constant constant_with_warmup inverse_sqrt cosine_with_min_lr cosine_warmup_with_min_lr warmup_stable_decay'.split()) if named else 'linear'
    base = lr if lr is not None else 5e-5
    kwargs = hf_kwargs(r, name, base)
    workers, batch, accumulation = r.choice([1, 1, 2, 8]), r.randint(1, 32), r.choice([1, 1, 2, 4, 16])
    examples, epochs, drop = r.randint(300, 6000), r.choice([1, 2, 3, 0.5, 1.5, 3.0]), r.random() < 0.2
    pairs = [('output_dir', 'outputs/run'), ('model_name_or_path', 'org/model'), ('bf16', True), ('per_device_train_batch_size', batch), ('gradient_accumulation_steps', accumulation)]
    if lr is not None:
        pairs.append(('learning_rate', lr))
    if named:
        spelling = r.random()
        pairs.append(('lr_scheduler_type', f'SchedulerType.{name.upper()}' if spelling < 0.1 else name))
    if kwargs:
        pairs.append(('lr_scheduler_kwargs', json.dumps(kwargs) if form == 'hf-json' and r.random() < 0.2 else kwargs))
    if drop:
        pairs.append(('dataloader_drop_last', True))
    per = (math.floor(math.floor(examples / batch) / workers) if drop else math.ceil(math.ceil(examples / batch) / workers))
    if per < 1:
        raise ValueError
    total = math.ceil(epochs * math.ceil(per / accumulation))
    pairs.append(('num_train_epochs', epochs))
    if r.random() < 0.3:
        total = r.randint(5, 400)
        pairs.append(('max_steps', total))
    warmup = r.choice([None, r.randint(1, 50), round(r.uniform(0.01, 0.4), 2)])
    ratio = warmup is None and r.random() < 0.4
    value = round(r.uniform(0.01, 0.4), 2)
    if ratio:
        pairs.append(('warmup_ratio', value))
    elif warmup is not None:
        pairs.append(('warmup_steps', warmup))
    w = math.ceil(total * value) if ratio else 0 if warmup is None else warmup if warmup >= 1 else math.ceil(total * warmup)
    if name == 'warmup_stable_decay' and w + kwargs['num_decay_steps'] > total:
        raise ValueError
    optimizer = torch_optimizer(base)
    rates = follow(optimizer, get_scheduler(name, optimizer, num_warmup_steps=w, num_training_steps=total, scheduler_specific_kwargs=kwargs or None), total)
    steps = some(r, total)
    r.shuffle(pairs)
    text = json.dumps(dict(pairs), indent=2) if form == 'hf-json' else yaml(r, pairs, r.choice(['', '# Model arguments\n', '---\n']))
    return dict(file='args.json' if form == 'hf-json' else 'sft.yaml', text=text, run={'examples': examples, 'workers': workers}, clock='update', steps=steps, rates=[rates[t] for t in steps])


def hf_json(r):
    return hugging_face(r, 'hf-json')


def hf_yaml(r):
    return hugging_face(r, 'hf-yaml')


# ---------------------------------------------------------------- DeepSpeed


def deepspeed(r):
    version = r.choice([None, None, '0.14'])
    quiet = types.SimpleNamespace(warning=lambda *a, **k: None, info=lambda *a, **k: None)
    sys.modules.setdefault('deepspeed', types.ModuleType('deepspeed'))
    utils = types.ModuleType('deepspeed.utils')
    utils.logger = quiet
    sys.modules['deepspeed.utils'] = utils
    folder = 'deepspeed-0.14.4' if version else 'deepspeed-0.19.8'
    L = sys.modules.get(folder) or load(f'{folder}/deepspeed/runtime/lr_schedules.py', folder)
    lr, total = rate(r), r.randint(20, 300)
    kind = r.choice(['WarmupLR', 'WarmupDecayLR', 'WarmupCosineLR', 'OneCycle', 'LRRangeTest', 'StepLR', 'CosineAnnealingLR'])
    warm = {}
    if r.random() < 0.8:
        warm['warmup_num_steps'] = r.randint(1, 80)
    if r.random() < 0.5:
        warm['warmup_type'] = r.choice(['log', 'linear'])
    if kind in ('WarmupLR', 'WarmupDecayLR'):
        a = dict(warm)
        if r.random() < 0.5:
            a['warmup_min_lr'] = lr * round(r.random(), 2)
        if r.random() < 0.7:
            a['warmup_max_lr'] = lr
        if kind == 'WarmupDecayLR':
            a['total_num_steps'] = r.randint(2, total)
    elif kind == 'WarmupCosineLR':
        a = dict(warm, total_num_steps=r.randint(2, total))
        if r.random() < 0.5:
            a.update(warmup_min_ratio=round(r.random(), 2), cos_min_ratio=round(r.random(), 3))
    elif kind == 'OneCycle':
        a = dict(cycle_min_lr=lr * 0.1, cycle_max_lr=lr, cycle_first_step_size=r.randint(1, 80))
        for key, value in [('cycle_second_step_size', r.randint(1, 80)), ('cycle_first_stair_count', r.randint(0, 5)), ('cycle_second_stair_count', r.randint(0, 5)), ('decay_step_size', r.randint(1, 20)), ('decay_lr_rate', round(r.random(), 3)), ('cycle_min_mom', 0.85), ('cycle_max_mom', 0.95), ('decay_mom_rate', 0.01)]:
            if r.random() < 0.5:
                a[key] = value
    elif kind == 'LRRangeTest':
        a = dict(lr_range_test_min_lr=lr, lr_range_test_step_size=r.randint(1, 50), lr_range_test_step_rate=round(r.uniform(0, 3), 2), lr_range_test_staircase=r.random() < 0.5)
    elif kind == 'StepLR':
        a = dict(step_size=r.randint(1, 60), gamma=round(r.uniform(0.1, 0.9), 2))
    else:
        a = dict(T_max=r.randint(2, total), eta_min=lr * round(r.random(), 2))
    import torch

    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    Class = getattr(L, kind, None) or getattr(torch.optim.lr_scheduler, kind)
    scheduler = Class(optimizer, **a)
    rates, momenta = [], []
    for _ in range(total):
        rates.append(optimizer.param_groups[0]['lr'])
        momenta.append(optimizer.param_groups[0]['betas'][0])
        scheduler.step()
    steps = some(r, total)
    config = {'train_batch_size': 256, 'train_micro_batch_size_per_gpu': 8, 'gradient_accumulation_steps': 4, 'fp16': {'enabled': True, 'loss_scale': 0}, 'zero_optimization': {'stage': r.choice([1, 2, 3])}, 'optimizer': {'type': r.choice(['AdamW', 'Adam', 'OneBitAdam', 'Lamb']), 'params': {'lr': lr, 'betas': [0.9, 0.95]}}, 'scheduler': {'type': kind, 'params': a}}
    record = dict(file='ds_config.json', text=json.dumps(config, indent=2), run={'version': version} if version else {}, clock='update', steps=steps, rates=[rates[t] for t in steps])
    if kind == 'OneCycle':
        record['momentum'] = [momenta[t] for t in steps]
    return record


# ---------------------------------------------------------------- Ultralytics


def ultralytics(r):
    import numpy as np

    old = r.random() < 0.4
    epochs, batch, n, workers = r.randint(1, 12), r.choice([1, 4, 8, 16, 33, 64, 128]), r.randint(40, 1500), r.choice([1, 1, 1, 2, 4])
    lr0, lrf, cos = rate(r), round(r.uniform(0, 1), 3), r.random() < 0.5
    wm, m, wb, we = 0.8, round(r.uniform(0.8, 0.98), 3), round(r.uniform(0, 0.1), 3), r.choice([0, 0.5, 1, 2.5, 3, 3.0, 10])
    name = r.choice(['SGD', 'AdamW', 'Adam', 'RMSProp', 'auto'])
    classes, fraction = r.randint(1, 80), r.choice([1.0, 1.0, 0.5, 0.1])
    pairs = dict(task='detect', mode='train', model='yolo11n.pt', data='coco8.yaml', epochs=epochs, time=None, batch=batch, imgsz=640, optimizer=name, cos_lr=cos, fraction=fraction, lr0=lr0, lrf=lrf, momentum=m, weight_decay=0.0005, warmup_epochs=we, warmup_momentum=wm, warmup_bias_lr=wb, nbs=64, box=7.5, close_mosaic=10)
    used = max(1, round(n * fraction))
    share = math.ceil(used / workers)
    nb = math.ceil(share / max(1, batch // workers))
    if nb * epochs > 6000:
        raise ValueError
    rate0, has_momentum = lr0, name in ('SGD', 'RMSProp')
    if name == 'auto':
        iterations = math.ceil(used / max(batch, 64)) * epochs
        wb = 0.0
        if iterations > 10000:
            rate0, has_momentum = 0.01, True
        else:
            rate0, has_momentum = round(0.002 * 5 / (4 + classes), 6), False
    lf = (lambda x: ((1 - math.cos(x * math.pi / epochs)) / 2) * (lrf - 1) + 1) if cos else (lambda x: max(1 - x / epochs, 0) * (1.0 - lrf) + lrf)
    if old:
        nw = max(round(we * nb), 100) if we > 0 else -1
    else:
        nw = round(min(we, max(epochs - 1, 0)) * nb) if we > 0 else 0
    rates, bias, momenta, moved = [], [], [], m
    for epoch in range(epochs):
        for i in range(nb):
            ni = i + nb * epoch
            if (nw >= 0 if old else nw > 0) and ni <= nw:
                rates.append(float(np.interp(ni, [0, nw], [0.0, rate0 * lf(epoch)])))
                bias.append(float(np.interp(ni, [0, nw], [wb, rate0 * lf(epoch)])))
                moved = float(np.interp(ni, [0, nw], [wm, m])) if has_momentum else m
            else:
                rates.append(rate0 * lf(epoch))
                bias.append(rates[-1])
            momenta.append(moved)
    steps = some(r, len(rates), 80)
    run = {'examples': n, 'workers': workers, 'classes': classes}
    if old:
        run['version'] = '8.3'
    record = dict(file='args.yaml', text=yaml(r, pairs.items()), run=run, clock='batch', steps=steps, rates=[rates[t] for t in steps], groups={'bias': [bias[t] for t in steps]})
    if has_momentum:
        record['momentum'] = [momenta[t] for t in steps]
    return record


# ---------------------------------------------------------------- timm


def timm_args(r):
    from timm.scheduler import create_scheduler_v2
    from timm.scheduler.scheduler_factory import scheduler_kwargs

    # As train.py has them.
    args = dict(sched=r.choice('cosine tanh step multistep poly wsd rsqrt constant none'.split()), sched_on_updates=r.random() < 0.5, lr=None, lr_base=0.1, lr_base_size=256, lr_base_scale='', lr_noise=None, lr_noise_pct=0.67, lr_noise_std=1.0, lr_cycle_mul=1.0, lr_cycle_decay=0.5, lr_cycle_limit=1, lr_k_decay=1.0, warmup_lr=1e-05, min_lr=0, epochs=r.randint(2, 20), decay_milestones=[90, 180, 270], decay_epochs=90, warmup_epochs=r.randint(0, 4), warmup_prefix=r.random() < 0.3, cooldown_epochs=r.randint(0, 3), patience_epochs=10, decay_rate=0.1)
    args.update(batch_size=r.choice([8, 16, 128]), grad_accum_steps=r.choice([1, 1, 2, 3]), opt=r.choice(['sgd', 'adamw', 'lamb', 'momentum', 'rmsproptf']))
    if r.random() < 0.7:
        args['lr'] = rate(r)
    else:
        args.update(lr_base=rate(r), lr_base_size=r.choice([128, 256]), lr_base_scale=r.choice(['', 'sqrt', 'linear']))
    if r.random() < 0.6:
        args['decay_rate'] = round(r.uniform(0.1, 1), 2)
    if r.random() < 0.5:
        args.update(min_lr=1e-6, warmup_lr=1e-6)
    if args['sched'] in ('step', 'wsd', 'rsqrt'):
        args['decay_epochs'] = r.choice([1, 2.4, 3, 0.2, 0.5] if args['sched'] != 'step' else [1, 2.4, 3])
    if args['sched'] == 'multistep':
        args['decay_milestones'] = sorted({r.randint(1, 19) for _ in range(3)})
    if args['sched'] in ('cosine', 'tanh', 'poly') and r.random() < 0.5:
        args.update(lr_cycle_limit=r.randint(1, 3), lr_cycle_mul=r.choice([1.0, 1.0, 2.0, 1.5]), lr_k_decay=r.choice([1.0, 0.7, 2.0]))
    workers, batches = r.choice([1, 2, 8]), r.randint(1, 12)
    updates = math.ceil(batches / args['grad_accum_steps'])
    lr = args['lr']
    if not lr:
        size = args['batch_size'] * workers * args['grad_accum_steps']
        ratio = size / args['lr_base_size']
        scale = args['lr_base_scale'] or ('sqrt' if any(o in args['opt'].lower() for o in ('ada', 'lamb')) else 'linear')
        lr = args['lr_base'] * (ratio ** 0.5 if scale == 'sqrt' else ratio)
    optimizer = torch_optimizer(lr)
    scheduler, epochs = create_scheduler_v2(optimizer, **scheduler_kwargs(argparse.Namespace(**args)), updates_per_epoch=updates)
    rates, update = [], 0
    for epoch in range(math.floor(epochs)):
        for _ in range(updates):
            rates.append(optimizer.param_groups[0]['lr'])
            update += 1
            if scheduler is not None:
                scheduler.step_update(num_updates=update)
        if scheduler is not None:
            scheduler.step(epoch + 1, None)
    steps = some(r, len(rates), 60)
    return dict(file='args.yaml', text=yaml(r, args.items()), run={'batchesPerEpoch': batches, 'workers': workers}, clock='update', steps=steps, rates=[rates[t] for t in steps])


# ---------------------------------------------------------------- axolotl


def axolotl_mixin():
    if 'axolotl.mixin' in sys.modules:
        return sys.modules['axolotl.mixin'].SchedulerMixin
    from transformers.optimization import get_scheduler

    def module(name, **names):
        sys.modules[name] = types.ModuleType(name)
        vars(sys.modules[name]).update(names)

    class Trainer:
        def create_scheduler(self, num_training_steps, optimizer=None):
            a = self.args
            self.lr_scheduler = get_scheduler(a.lr_scheduler_type, optimizer, num_warmup_steps=a.get_warmup_steps(num_training_steps), num_training_steps=num_training_steps, scheduler_specific_kwargs=a.lr_scheduler_kwargs or None)

    quiet = types.SimpleNamespace(warning=lambda *a: None, info=lambda *a: None)
    none = types.SimpleNamespace(create_lr_scheduler=lambda **k: None)
    for name in ('axolotl', 'axolotl.integrations', 'axolotl.utils'):
        module(name)
    module('transformers.trainer', Trainer=Trainer)
    module('axolotl.integrations.base', PluginManager=types.SimpleNamespace(get_instance=lambda: none))
    module('axolotl.utils.logging', get_logger=lambda name: quiet)
    load('axolotl/utils/schedulers.py', 'axolotl.utils.schedulers')
    return load('axolotl/core/trainers/mixins/scheduler.py', 'axolotl.mixin').SchedulerMixin


def axolotl(r):
    Mixin = axolotl_mixin()
    lr, n = rate(r), r.randint(50, 3000)
    micro, accumulation, workers, epochs = r.randint(1, 8), r.choice([1, 2, 4, 8]), r.choice([1, 2]), r.choice([1, 2, 3])
    pairs = [('base_model', 'NousResearch/Llama-3.2-1B'), ('datasets', [{'path': 'teknium/GPT4-LLM-Cleaned', 'type': 'alpaca'}]), ('sequence_len', 2048), ('sample_packing', False), ('adapter', 'lora'), ('learning_rate', lr), ('micro_batch_size', micro), ('gradient_accumulation_steps', accumulation), ('num_epochs', epochs), ('optimizer', 'adamw_bnb_8bit')]
    kind = r.choice([None, 'cosine', 'cosine', 'cosine', 'linear', 'constant', 'constant_with_warmup', 'polynomial', 'cosine_with_restarts', 'one_cycle', 'rex', 'rex'])
    kwargs = hf_kwargs(r, kind, lr) if kind not in (None, 'cosine', 'rex', 'one_cycle') else {}
    if kind == 'one_cycle' and r.random() < 0.5:
        kwargs = {'pct_start': round(r.uniform(0.1, 0.9), 2), 'div_factor': 10}
    all_steps = math.ceil(n * epochs / (micro * accumulation * workers))
    total = all_steps
    if r.random() < 0.3:
        total = r.randint(5, 200)
        pairs.append(('max_steps', total))
    counted = min(total, all_steps)
    w = r.choice([None, ('warmup_steps', r.choice([0, 1, 5, 10, 30])), ('warmup_ratio', round(r.uniform(0, 0.3), 2))])
    if w:
        pairs.append(w)
    warmup = min(int(0.03 * counted), 100) if w is None else w[1] if w[0] == 'warmup_steps' else max(int(w[1] * counted), 0)
    warmup = 2 if warmup == 1 else warmup
    extra = {}
    if kind in (None, 'cosine', 'rex', 'linear') and r.random() < 0.5:
        extra['cosine_min_lr_ratio'] = round(r.uniform(0, 0.9), 2)
        if r.random() < 0.4:
            extra['cosine_constant_lr_ratio'] = round(r.uniform(0, 1), 2)
    if r.random() < 0.15:
        extra['lr_quadratic_warmup'] = True
    if r.random() < 0.2:
        extra['jagged_restart_steps'] = r.randint(15, 60)
        if r.random() < 0.6:
            extra.update(jagged_restart_warmup_steps=r.randint(1, 8), jagged_restart_anneal_steps=r.randint(1, 5))
    pairs += list(extra.items())
    if kind:
        pairs.append(('lr_scheduler', kind))
    if kwargs:
        pairs.append(('lr_scheduler_kwargs', kwargs))
    alternate = kind if kind in ('one_cycle', 'rex') else None
    trainer = Mixin.__new__(Mixin)
    trainer.lr_scheduler = None
    trainer.args = types.SimpleNamespace(learning_rate=lr, lr_scheduler_type='cosine' if alternate else kind or 'cosine', alternate_lr_scheduler_type=alternate, lr_scheduler_kwargs=kwargs, lr_quadratic_warmup=extra.get('lr_quadratic_warmup'), cosine_min_lr_ratio=extra.get('cosine_min_lr_ratio'), cosine_constant_lr_ratio=extra.get('cosine_constant_lr_ratio'), jagged_restart_steps=extra.get('jagged_restart_steps'), jagged_restart_warmup_steps=extra.get('jagged_restart_warmup_steps'), jagged_restart_anneal_steps=extra.get('jagged_restart_anneal_steps'), get_warmup_steps=lambda t: warmup)
    import torch

    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    rates = follow(optimizer, trainer.create_scheduler(total, optimizer), total)
    steps = some(r, total, 80)
    return dict(file='lora-1b.yml', text=yaml(r, pairs), run={'examples': n, 'workers': workers}, clock='update', steps=steps, rates=[rates[t] for t in steps])


# ---------------------------------------------------------------- Composer and llm-foundry


def composer_modules():
    if 'composer.schedulers' in sys.modules:
        return sys.modules['composer.schedulers'], sys.modules['composer.time'], sys.modules['foundry.scheduler']
    for name in ('composer', 'composer.core', 'composer.utils', 'composer.optim', 'llmfoundry', 'llmfoundry.utils'):
        sys.modules[name] = types.ModuleType(name)
    sys.modules['composer.utils'].StringEnum = load('composer/utils/string_enum.py', 'composer.string_enum').StringEnum
    load('composer/core/serializable.py', 'composer.core.serializable')
    T = load('composer/core/time.py', 'composer.time')
    vars(sys.modules['composer.core']).update(Time=T.Time, TimeUnit=T.TimeUnit, State=object)
    S = load('composer/optim/scheduler.py', 'composer.schedulers')
    sys.modules['composer.optim'].ComposerScheduler = S.ComposerScheduler
    sys.modules['composer.optim'].LinearScheduler = S.LinearScheduler
    sys.modules['composer.optim.scheduler'] = S
    warn = sys.modules['llmfoundry.utils.warnings'] = types.ModuleType('llmfoundry.utils.warnings')
    warn.experimental_class = lambda name: lambda cls: cls
    return S, T, load('llmfoundry/optim/scheduler.py', 'foundry.scheduler')


def composer(r):
    S, T, F = composer_modules()
    per, batch, tokens = r.randint(5, 60), r.choice([8, 32, 256]), 1024 * r.randint(1, 8)
    unit = r.choice(['ep', 'ba', 'ba', 'tok', 'sp'])
    batches = r.randint(20, 250)
    duration = {'ep': f'{max(1, batches // per)}ep', 'ba': f'{batches}ba', 'tok': f'{batches * tokens}tok', 'sp': f'{batches * batch}sp'}[unit]
    lr, ssr = rate(r), 1.0

    def time(count, same=False):
        if same:
            return {'ep': f'{max(1, count // per)}ep', 'ba': f'{count}ba', 'tok': f'{count * tokens}tok', 'sp': f'{count * batch}sp'}[unit]
        return r.choice([f'{count}ba', f'{count * tokens}tok', f'{count * batch}sp', f'{round(r.uniform(0, 0.5), 2)}dur', f'{max(1, count // per)}ep'])

    name = r.choice(['constant_with_warmup', 'cosine_with_warmup', 'linear_decay_with_warmup', 'inv_sqrt_with_warmup'])
    if name == 'inv_sqrt_with_warmup':
        if unit == 'ep':
            raise ValueError
        a = dict(t_warmup=time(r.randint(1, 40), True), t_scale=time(r.randint(1, 60), True), t_cooldown=time(r.randint(0, 10), True))
        if r.random() < 0.5:
            a.update(alpha_f_decay=round(r.uniform(0, 0.3), 2), alpha_f_cooldown=round(r.uniform(0, 0.1), 2))
    else:
        a = dict(t_warmup=time(r.randint(0, 40)))
        if r.random() < 0.6 and name != 'constant_with_warmup':
            a['alpha_f'] = round(r.random(), 2)
        if r.random() < 0.2 and name == 'constant_with_warmup':
            a['alpha'] = round(r.random(), 2)
        if r.random() < 0.15 and name != 'constant_with_warmup':
            a['t_max'] = time(r.randint(60, 150), True)
    Class = {'constant_with_warmup': S.ConstantWithWarmupScheduler, 'cosine_with_warmup': S.CosineAnnealingWithWarmupScheduler, 'linear_decay_with_warmup': S.LinearWithWarmupScheduler, 'inv_sqrt_with_warmup': F.InverseSquareRootWithWarmupScheduler}[name]
    scheduler = Class(**a)
    total = batches if unit != 'ep' else max(1, batches // per) * per

    class State:
        max_duration = T.Time.from_timestring(duration)
        dataloader_len = T.Time(per, T.TimeUnit.BATCH)
        timestamp = None

        def get_elapsed_duration(self):
            if self.max_duration.unit == T.TimeUnit.EPOCH:
                return T.Time(self.timestamp.get('ba').value / (per * self.max_duration.value), T.TimeUnit.DURATION)
            return self.timestamp.get(self.max_duration.unit) / self.max_duration

    state, rates, steps = State(), [], some(r, total)
    for t in steps:
        # The trainer steps the scheduler before the clock.
        b = max(0, t - 1)
        state.timestamp = T.Timestamp(epoch=b // per, batch=b, batch_in_epoch=b % per, sample=b * batch, token=b * tokens)
        rates.append(lr * scheduler(state, ssr))
    import textwrap

    lines = ['variables:', '  run_name: mpt', f'max_duration: {duration}', f'global_train_batch_size: {batch}', 'optimizer:', '  name: decoupled_adamw', f'  lr: {lr!r}', '  betas:', '  - 0.9', '  - 0.95', 'scheduler:', f'  name: {name}', *[f'  {k}: {v}' for k, v in a.items()], 'eval_interval: 500ba', 'precision: amp_bf16']
    return dict(file='mpt-125m.yaml', text=textwrap.dedent('\n'.join(lines)) + '\n', run={'batchesPerEpoch': per, 'tokensPerBatch': tokens}, clock='update', steps=steps, rates=rates)


# ---------------------------------------------------------------- diffusers


def diffusers(r):
    # Its own get_scheduler has the same six.
    from transformers.optimization import get_scheduler

    kind = r.choice(['processes', 'unsplit', 'accumulation', 'batches'])
    script, lr0, sched0, batch0, epochs0, passes = {
        'processes': ('train_text_to_image.py', 1e-4, 'constant', 16, 100, False),
        'unsplit': ('train_dreambooth_sd3.py', 1e-4, 'constant', 4, 1, True),
        'accumulation': ('train_text_to_image_lora_sdxl.py', 1e-4, 'constant', 16, 100, False),
        'batches': ('train_unconditional.py', 1e-4, 'cosine', 16, 100, False),
    }[kind]
    N, accum, n = r.choice([1, 1, 2, 4]), r.choice([1, 2, 4]), r.randint(50, 800)
    batch = r.randint(1, 16)
    flags = ['--pretrained_model_name_or_path=$MODEL_NAME', f'--train_batch_size={batch}', f'--gradient_accumulation_steps={accum}', '--mixed_precision="fp16"']
    lr = rate(r) if r.random() < 0.8 else None
    if lr is not None:
        flags.append(f'--learning_rate={r.choice([repr(lr), f"{lr:e}"])}')
    lr = lr if lr is not None else lr0
    name = r.choice(['constant', 'constant_with_warmup', 'linear', 'cosine', 'cosine_with_restarts', 'polynomial'])
    flags.append(f'--lr_scheduler="{name}"' if r.random() < 0.5 else f'--lr_scheduler {name}')
    warmup = 500
    if r.random() < 0.8:
        warmup = r.randint(0, 60)
        flags.append(f'--lr_warmup_steps={warmup}')
    cycles, power = 1, 1.0
    if passes and r.random() < 0.5:
        cycles, power = r.randint(1, 4), r.choice([1.0, 2.0])
        flags += [f'--lr_num_cycles={cycles}', f'--lr_power={power}']
    epochs = r.randint(1, 5)
    flags.append(f'--{"num_epochs" if kind == "batches" else "num_train_epochs"}={epochs}')
    limit = None
    if kind != 'batches' and r.random() < 0.4:
        limit = r.randint(10, 200)
        flags.append(f'--max_train_steps={limit}')
    if kind in ('processes', 'accumulation') and r.random() < 0.3:
        flags.append('--scale_lr')
        lr = lr * accum * batch * N
    whole = math.ceil(n / batch)
    split = math.ceil(whole / N)
    if kind == 'processes':
        w, told = warmup * N, (limit or epochs * math.ceil(split / accum)) * N
    elif kind == 'unsplit':
        w, told = warmup * N, (limit or epochs * math.ceil(whole / accum)) * N
    elif kind == 'accumulation':
        w, told = warmup * accum, (limit or epochs * math.ceil(whole / accum)) * accum
    else:
        w, told = warmup * accum, whole * epochs
    total = limit or epochs * math.ceil(split / accum)
    specific = {'num_cycles': cycles} if name == 'cosine_with_restarts' and passes else {'power': power} if name == 'polynomial' and passes else None
    optimizer = torch_optimizer(lr)
    scheduler = get_scheduler(name, optimizer, num_warmup_steps=w, num_training_steps=told, scheduler_specific_kwargs=specific)
    rates = []
    for _ in range(total):
        rates.append(optimizer.param_groups[0]['lr'])
        for _ in range(N):
            scheduler.step()
    steps = some(r, total)
    r.shuffle(flags)
    launch = r.choice([f'accelerate launch --num_processes={N} --multi_gpu', f'accelerate launch --num_processes {N}']) if N > 1 else r.choice(['accelerate launch', 'accelerate launch --mixed_precision="fp16"'])
    text = 'export MODEL_NAME="stable-diffusion-v1-5/stable-diffusion-v1-5"\n\n' + f'{launch} {script} \\\n  ' + ' \\\n  '.join(flags) + '\n'
    return dict(file='train.sh', text=text, run={'examples': n}, clock='update', steps=steps, rates=[rates[t] for t in steps])


# ---------------------------------------------------------------- TF Object Detection


def tf_object_detection(r):
    import tensorflow as tf

    L = sys.modules.get('learning_schedules') or load('object_detection/utils/learning_schedules.py', 'learning_schedules')
    total, lr = r.randint(30, 400), rate(r)
    kind = r.choice(['cosine', 'exponential', 'manual', 'constant'])

    def n(value):
        return r.choice([repr(value), f'{value:e}', repr(value).lstrip('0') if 0 < value < 1 and 'e' not in repr(value) else repr(value)])

    if kind == 'cosine':
        low, w, hold = lr * round(r.random(), 2), r.randint(0, total), r.choice([0, 0, r.randint(1, 40)])
        body = f'cosine_decay_learning_rate {{\n learning_rate_base: {n(lr)}\n total_steps: {total}\n warmup_learning_rate: {n(low)}\n warmup_steps: {w}\n' + (f' hold_base_rate_steps: {hold}\n' if hold else '') + '}'
        make = L.cosine_decay_with_warmup
        args = (lr, total, low, w, hold)
    elif kind == 'exponential':
        decay, factor, stairs = r.randint(1, 100), round(r.uniform(0.3, 0.99), 3), r.random() < 0.5
        burn, burn_lr, low = r.choice([0, r.randint(1, 60)]), r.choice([0.0, lr * 0.3]), r.choice([0.0, lr * 0.2])
        body = f'exponential_decay_learning_rate {{\n initial_learning_rate: {n(lr)}\n decay_steps: {decay}\n decay_factor: {factor}\n staircase: {str(stairs).lower()}\n' + (f' burnin_steps: {burn}\n burnin_learning_rate: {n(burn_lr)}\n' if burn else '') + (f' min_learning_rate: {n(low)}\n' if low else '') + '}'
        make = L.exponential_decay_with_burnin
        args = (lr, decay, factor, burn_lr if burn else 0.0, burn, low, stairs)
    elif kind == 'manual':
        at = sorted({r.randint(1, total) for _ in range(r.randint(1, 4))})
        values, warm = [rate(r) for _ in at], r.random() < 0.4
        body = f'manual_step_learning_rate {{\n initial_learning_rate: {n(lr)}\n' + ''.join(f' schedule {{ step: {s} learning_rate: {n(v)} }}\n' for s, v in zip(at, values)) + (' warmup: true\n' if warm else '') + '}'
        make = L.manual_stepping
        args = (at, [lr, *values], warm)
    else:
        body, make, args = f'constant_learning_rate {{ learning_rate: {n(lr)} }}', None, ()
    optimizer = r.choice(['momentum_optimizer', 'rms_prop_optimizer', 'adam_optimizer'])
    text = f'model {{\n ssd {{\n num_classes: 90\n }}\n}}\ntrain_config{r.choice([":", ""])} {{\n batch_size: 24\n num_steps: {total}\n optimizer {{\n {optimizer}{r.choice([":", ""])} {{\n learning_rate: {{\n {body}\n }}\n }}\n use_moving_average: false\n }}\n fine_tune_checkpoint: "PATH"\n}}\n'
    steps = some(r, total, 24)
    rates = []
    for t in steps:
        if make is None:
            rates.append(lr)
            continue
        value = make(tf.constant(t, tf.int64) if kind != 'cosine' else t, *args)
        rates.append(float(value() if callable(value) else value))
    return dict(file='pipeline.config', text=text, run={}, clock='update', steps=steps, rates=rates)


# ---------------------------------------------------------------- gpt-neox and nanoGPT


def neox(r):
    lr, total = rate(r), r.randint(20, 400)
    E, w = (r.choice([total, r.randint(10, total)])), round(r.uniform(0, 0.3), 3)
    style, low, old = r.choice(['linear', 'cosine', 'constant', 'exponential']), lr * round(r.uniform(0, 0.5), 2), r.random() < 0.3
    w_steps = w * E
    key = (lambda k: k.replace('_', '-')) if r.random() < 0.5 else (lambda k: k)
    pairs = {'optimizer': {'type': 'Adam', 'params': {'lr': lr, 'betas': [0.9, 0.95]}}, key('train_iters'): total, key('lr_decay_style'): style, 'warmup': w, key('min_lr'): low, key('pipe_parallel_size'): 1, key('train_micro_batch_size_per_gpu'): 4}
    if E != total:
        pairs[key('lr_decay_iters')] = E
    rates = []
    for t in range(total):
        if w_steps > 0 and t <= w_steps:
            rates.append(lr * (t if old else max(1, t)) / w_steps)
            continue
        x = (t - w_steps) / (E - w_steps)
        value = {'linear': lr * (1 - x), 'cosine': low + (lr - low) * (math.cos(math.pi * x) + 1) / 2, 'exponential': lr * math.exp(-0.693 * x), 'constant': lr}[style]
        rates.append(max(value, low))
    steps = some(r, total, 60)
    return dict(form='megatron', file='125M.yml', text=json.dumps(pairs, indent=2), run={'version': '2025-01'} if old else {}, clock='update', steps=steps, rates=[rates[t] for t in steps])


def nanogpt(r):
    lr, iters = rate(r), r.randint(10, 300)
    a = {'learning_rate': lr, 'max_iters': iters}
    if r.random() < 0.8:
        a['warmup_iters'] = r.randint(0, 60)
    if r.random() < 0.8:
        a['lr_decay_iters'] = r.randint(61, 300)
    if r.random() < 0.7:
        a['min_lr'] = lr / 10
    if r.random() < 0.1:
        a['decay_lr'] = False
    w, D, low = a.get('warmup_iters', 2000), a.get('lr_decay_iters', 600000), a.get('min_lr', 6e-5)
    rates = []
    for t in range(iters + 1):
        if a.get('decay_lr') is False:
            rates.append(lr)
        elif t < w:
            rates.append(lr * (t + 1) / (w + 1))
        elif t > D:
            rates.append(low)
        else:
            rates.append(low + 0.5 * (1.0 + math.cos(math.pi * (t - w) / (D - w))) * (lr - low))
    lines = ["out_dir = 'out-shakespeare-char'", 'batch_size = 12', 'gradient_accumulation_steps = 5 * 8', *[f'{k} = {v!r} # as before' if r.random() < 0.3 else f'{k} = {v!r}' for k, v in a.items()], "device = 'cpu'"]
    r.shuffle(lines)
    steps = some(r, iters + 1, 60)
    return dict(file='train_char.py', text='# a baby GPT\n' + '\n'.join(lines) + '\n', run={}, clock='update', steps=steps, rates=[rates[t] for t in steps])


if __name__ == '__main__':
    form, count = sys.argv[1], int(sys.argv[2])
    r = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    records, refused = [], 0
    while len(records) < count:
        try:
            record = globals()[form.replace('-', '_')](r)
        except (ZeroDivisionError, ValueError, AssertionError, KeyError):
            refused += 1
            if refused > 20 * count + 100:
                raise
            continue
        if all(math.isfinite(x) for x in record['rates']) and record['steps']:
            records.append({'form': form, **record})
    json.dump(records, sys.stdout)
    print(f'{form}: {len(records)}, refused {refused}', file=sys.stderr)
