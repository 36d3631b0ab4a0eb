"""Random configs of trainers, with the rates that the real packages make of them.

    python trainers.py FORM COUNT [SEED]  ->  JSON: [{form, file, text, run, clock, steps, rates, momentum?}]

Versions: mmengine 0.10.7, paddlepaddle 3.3.1, nemo_toolkit 3.0.0, fairseq 0.12.2, megatron-core 0.16.1, mlx 0.32.4 with
mlx-lm 0.32.2, torchtune 0.6.1, torchtitan 0.2.0, fvcore 0.1.5.post20221221. Packages that are large to install are read
from the folder SOURCES, where their archives were unpacked.
"""
import importlib.util
import json
import math
import os
import random
import sys
import types
import warnings

warnings.filterwarnings('ignore')
SOURCES = os.environ.get('SOURCES', '.')


def rate(r):
    return float(f'{10 ** r.uniform(-5, 0):.3g}')


def some(r, total, count=40):
    steps = set(range(min(total, 6))) | {total - 1} | {r.randrange(total) for _ in range(count)}
    return sorted(s for s in steps if 0 <= s < total)


def load(path, name, stubs=()):
    for stub in stubs:
        sys.modules.setdefault(stub, types.ModuleType(stub))
    spec = importlib.util.spec_from_file_location(name, os.path.join(SOURCES, path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def torch_optimizer(lr, **more):
    import torch

    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr, **more)


def follow(optimizer, scheduler, total):
    rates = []
    for _ in range(total):
        rates.append(optimizer.param_groups[0]['lr'])
        optimizer.step()
        scheduler.step()
    return rates


# ---------------------------------------------------------------- MMEngine


def mmengine(r):
    import mmengine.optim.scheduler as S
    from mmengine.registry import PARAM_SCHEDULERS

    by_loop = r.random() < 0.6
    length = r.randint(3, 25)
    epochs = r.randint(2, 14)
    iters = length * epochs if by_loop else r.randint(40, 300)
    lr, momentum = rate(r), round(r.uniform(0.5, 0.95), 3)
    overlap = r.random() < 0.35
    items, texts, at = [], [], 0.0

    def span(by_epoch, convert):
        nonlocal at
        unit = length if by_epoch or convert else 1
        total = (epochs if by_epoch else iters) if by_loop or not by_epoch else epochs
        start = 0 if overlap and r.random() < 0.6 else min(int(at / unit + 0.999), total - 1)
        if r.random() < 0.15:
            return {}, 0, total
        end = r.randint(start + 1, total)
        at = max(at, end * unit)
        return {'begin': start, 'end': end}, start, end

    for i in range(r.randint(1, 4)):
        by_epoch = by_loop and r.random() < 0.6
        convert = by_epoch and r.random() < 0.5
        keys, start, end = span(by_epoch, convert)
        n = end - start
        kind = r.choice('LinearLR LinearLR ConstantLR StepLR MultiStepLR ExponentialLR CosineAnnealingLR CosineAnnealingLR PolyLR OneCycleLR CosineRestartLR'.split())
        d = dict(type=kind, by_epoch=by_epoch, **keys)
        if convert:
            d['convert_to_iter_based'] = True
        if kind == 'LinearLR':
            d['start_factor'] = round(r.uniform(0.001, 1), 4)
            if r.random() < 0.4:
                d['end_factor'] = round(r.uniform(0.01, 1), 4)
        elif kind == 'ConstantLR':
            d['factor'] = round(r.uniform(0.05, 1), 3)
        elif kind == 'StepLR':
            d.update(step_size=r.randint(1, max(1, n)), gamma=round(r.uniform(0.2, 1.1), 2))
        elif kind == 'MultiStepLR':
            d.update(milestones=sorted(r.randint(0, n + 1) for _ in range(r.randint(1, 3))), gamma=round(r.uniform(0.2, 0.9), 2))
        elif kind == 'ExponentialLR':
            d['gamma'] = round(r.uniform(0.9, 1.0), 4)
        elif kind == 'CosineAnnealingLR':
            if r.random() < 0.6:
                d['T_max'] = r.randint(2, max(2, n + 3)) if n > 1 else 2
            if r.random() < 0.4:
                d['eta_min'] = rate(r) * lr
            elif r.random() < 0.5:
                d['eta_min_ratio'] = round(r.uniform(0.01, 0.5), 3)
        elif kind == 'PolyLR':
            d['power'] = r.choice([1.0, 0.9, 2.0])
            if r.random() < 0.5:
                d['eta_min'] = rate(r) * lr
        elif kind == 'OneCycleLR':
            d.update(eta_max=rate(r), pct_start=round(r.uniform(0.2, 0.6), 2), anneal_strategy=r.choice(['cos', 'linear']))
            if n < 8:
                d.update(type='ExponentialLR', gamma=0.99)
                for key in ('eta_max', 'pct_start', 'anneal_strategy'):
                    d.pop(key)
            else:
                d['total_steps'] = n + r.randint(0, 3)
                if r.random() < 0.3:
                    d.update(three_phase=True, pct_start=0.3)
        else:
            periods = [r.randint(1, max(1, n)) for _ in range(r.randint(1, 3))]
            d.update(periods=periods, restart_weights=[round(r.uniform(0.3, 1), 2) for _ in periods], eta_min=rate(r) * lr * 0.1)
        if kind in ('LinearLR', 'StepLR', 'MultiStepLR', 'PolyLR', 'CosineAnnealingLR') and r.random() < 0.15:
            d['type'] = d['type'].replace('LR', 'Momentum')
        items.append(d)
        texts.append('    dict(' + ', '.join(f'{k}={v!r}' for k, v in d.items()) + '),')
    loop = f"train_cfg = dict(by_epoch=True, max_epochs={epochs})" if by_loop else f"train_cfg = dict(type='IterBasedTrainLoop', max_iters={iters})"
    text = f"optim_wrapper = dict(optimizer=dict(type='SGD', lr={lr!r}, momentum={momentum!r}))\n{loop}\nparam_scheduler = [\n" + '\n'.join(texts) + '\n]\n'
    optimizer = torch_optimizer(lr, momentum=momentum)
    schedulers = []
    for d in items:
        d = dict(d)
        d.setdefault('end', (epochs if by_loop else 1) if d['by_epoch'] else iters)
        schedulers.append(PARAM_SCHEDULERS.build(d, default_args=dict(optimizer=optimizer, epoch_length=length)))
    rates, momenta = [], []
    for t in range(iters):
        rates.append(optimizer.param_groups[0]['lr'])
        momenta.append(optimizer.param_groups[0]['momentum'])
        optimizer.step()
        for s in schedulers:
            if not s.by_epoch:
                s.step()
        if by_loop and (t + 1) % length == 0:
            for s in schedulers:
                if s.by_epoch:
                    s.step()
    steps = some(r, iters)
    record = dict(file='c.py', text=text, run={'batchesPerEpoch': length}, clock='batch', steps=steps, rates=[rates[s] for s in steps])
    if any('Momentum' in d['type'] for d in items):
        record['momentum'] = [momenta[s] for s in steps]
    return record


# ---------------------------------------------------------------- NeMo


def nemo(r):
    L = sys.modules.get('nemo_lr') or load('nemo/nemo/core/optim/lr_scheduler.py', 'nemo_lr', stubs=nemo_stubs())
    name = r.choice([n for n in L.AVAILABLE_SCHEDULERS if n not in ('ReduceLROnPlateau', 'CyclicLR', 'ExponentialLR')])
    M = r.randint(20, 400)
    lr = rate(r)
    args = {}
    if name == 'StepLR':
        args = dict(step_size=r.randint(1, M), gamma=round(r.uniform(0.1, 0.9), 2))
    elif name == 'T5InverseSquareRootAnnealing':
        args = dict(constant_steps=r.randint(1, M))
    else:
        x = r.random()
        if x < 0.4:
            args['warmup_steps'] = r.randint(0, M // 2)
        elif x < 0.8:
            args['warmup_ratio'] = round(r.uniform(0, 0.5), 3)
        if 'Hold' in name:
            x = r.random()
            if x < 0.4:
                args['hold_steps'] = r.randint(0, M // 3)
            elif x < 0.8:
                args['hold_ratio'] = round(r.uniform(0, 0.3), 3)
        if name == 'CosineAnnealing' and r.random() < 0.5:
            args['constant_steps'] = r.randint(0, M // 3)
        if name == 'NoamAnnealing':
            args['d_model'] = r.choice([64, 256, 1024])
        if name == 'NoamHoldAnnealing':
            args['decay_rate'] = round(r.uniform(0.1, 1.5), 2)
            args.pop('warmup_ratio', None)
            args['warmup_steps'] = r.randint(1, M // 2)
        if 'Poly' in name:
            args['power'] = r.choice([0.5, 1.0, 2.0, 3.0])
    if r.random() < 0.6 and name != 'StepLR':
        args['min_lr'] = lr * round(r.uniform(0, 0.5), 3)
    optimizer = torch_optimizer(lr)
    scheduler = L.prepare_lr_scheduler(optimizer, dict(name=name, max_steps=M, **args))['scheduler']
    rates = follow(optimizer, scheduler, M + 1)
    steps = some(r, M + 1)
    lines = [f'      {k}: {v!r}' for k, v in args.items()]
    in_trainer = r.random() < 0.5
    text = f'model:\n  optim:\n    name: adam\n    lr: {lr!r}\n    sched:\n      name: {name}\n' + '\n'.join(lines) + ('\n' if lines else '')
    text += f'trainer:\n  max_steps: {M}\n' if in_trainer else f'      max_steps: {M}\n'
    return dict(file='c.yaml', text=text, run={}, clock='update', steps=steps, rates=[rates[s] for s in steps])


def nemo_stubs():
    def module(name, **names):
        m = types.ModuleType(name)
        for key, value in names.items():
            setattr(m, key, value)
        sys.modules[name] = m

    class Any:
        def __init__(self, *a, **k):
            pass

    module('nemo')
    module('nemo.core')
    module('nemo.core.config')
    module('nemo.core.config.schedulers', SchedulerParams=Any, get_scheduler_config=None, register_scheduler_params=lambda **k: None)
    module('nemo.core.classes')
    module('nemo.core.classes.common', safe_instantiate=None)
    module('nemo.utils', logging=types.SimpleNamespace(info=lambda *a: None, warning=lambda *a: None))
    module('nemo.utils.model_utils', maybe_update_config_version=lambda c: c)
    return ()


# ---------------------------------------------------------------- Megatron


def megatron(r):
    import logging

    sys.modules.setdefault('megatron', types.ModuleType('megatron'))
    if 'meg_lr' not in sys.modules:
        for name in ('megatron.core', 'megatron.core.utils', 'megatron.core.optimizer'):
            sys.modules[name] = types.ModuleType(name)
        sys.modules['megatron.core.utils'].log_single_rank = lambda *a, **k: None
        load('meg/megatron/core/optimizer_param_scheduler.py', 'meg_lr')
    S = sys.modules['meg_lr'].OptimizerParamScheduler
    in_samples = r.random() < 0.4
    G, I = r.choice([1, 3, 8, 64]), r.randint(20, 300)
    unit = G if not in_samples else 1
    length = I if not in_samples else I * G + r.randrange(G)
    decay = r.choice([length, r.randint(max(2, length // 2), length * 2)])
    lr = rate(r)
    style = r.choice(['constant', 'linear', 'cosine', 'inverse-square-root', 'WSD'])
    args = [f'--lr {lr!r}', f'--global-batch-size {G}', f'--lr-decay-style {style}']
    word = 'samples' if in_samples else 'iters'
    args.append(f'--train-{word} {length}')
    if decay != length:
        args.append(f'--lr-decay-{word} {decay}')
    warm, x = 0, r.random()
    if x < 0.4:
        warm = r.randint(0, decay // 2)
        args.append(f'--lr-warmup-{word} {warm}')
    elif x < 0.7:
        f = round(r.uniform(0, 0.5), 3)
        args.append(f'--lr-warmup-fraction {f}')
        warm = None
    init = 0.0
    if r.random() < 0.3:
        init = lr * round(r.random(), 2)
        args.append(f'--lr-warmup-init={init!r}')
    low = 0.0
    if r.random() < 0.6:
        low = lr * round(r.random(), 2)
        args.append(f'--min-lr {low!r}')
    wsd, wstyle = None, 'exponential'
    if style == 'WSD':
        wsd = r.randint(1, decay)
        args.append(f'--lr-wsd-decay-{word} {wsd}')
        if r.random() < 0.8:
            wstyle = r.choice(['linear', 'cosine', 'minus_sqrt', 'exponential'])
            args.append(f'--lr-wsd-decay-style {wstyle}')
    r.shuffle(args)
    W = f * decay * unit if warm is None else warm * unit
    optimizer = types.SimpleNamespace(param_groups=[{}])
    s = S(optimizer, init, lr, low, W, decay * unit, style, 0.0, 0.0, 1, 'constant', wsd_decay_steps=None if wsd is None else wsd * unit, lr_wsd_decay_style=wstyle)
    rates = []
    for _ in range(I + 20):
        rates.append(optimizer.param_groups[0]['lr'])
        s.step(G)
    steps = some(r, I + 20)
    if r.random() < 0.3:
        text = 'ARGS="\n' + '\n'.join(f'  {a} \\' for a in args).rstrip('\\') + '\n"\npython pretrain_gpt.py $ARGS\n'
    elif r.random() < 0.5:
        text = 'TRAIN=(\n' + '\n'.join(f'    {a}  # why' for a in args) + '\n)\ntorchrun pretrain_gpt.py ${TRAIN[@]}\n'
    else:
        text = 'torchrun pretrain_gpt.py \\\n  ' + ' \\\n  '.join(args) + '\n'
    return dict(file='run.sh', text=text, run={}, clock='update', steps=steps, rates=[rates[t] for t in steps])


# ---------------------------------------------------------------- fairseq


def fairseq(r):
    sched = fairseq_modules()
    name = r.choice(list(sched))
    lr, N = rate(r), r.randint(30, 400)
    cfg, U, rates_list = {}, r.randint(5, 60), [lr]
    if name in ('inverse_sqrt', 'cosine', 'step', 'polynomial_decay', 'fixed'):
        if r.random() < 0.7 or name == 'inverse_sqrt':
            cfg['warmup_updates'] = r.randint(1 if name == 'inverse_sqrt' else 0, N // 2)
    if name in ('inverse_sqrt', 'cosine', 'step') and r.random() < 0.4:
        cfg['warmup_init_lr'] = lr * round(r.random(), 2)
    if name in ('cosine', 'step') and r.random() < 0.5:
        cfg['min_lr'] = lr * round(r.uniform(0, 0.9), 2)
    if name == 'cosine':
        if r.random() < 0.7:
            cfg['lr_period_updates'] = r.randint(7, N)
            cfg['t_mult'] = r.choice([1.0, 2.0, 1.3, 1.7])
            cfg['lr_shrink'] = round(r.uniform(0.1, 1), 2)
    elif name == 'polynomial_decay':
        cfg['power'] = r.choice([1.0, 2.0, 0.5])
        if r.random() < 0.5:
            cfg['total_num_update'] = r.randint(N // 2, N * 2)
        if r.random() < 0.5:
            cfg['end_learning_rate'] = lr * round(r.random(), 2)
        if r.random() < 0.3:
            rates_list = [rate(r) for _ in range(r.randint(2, 4))]
    elif name == 'fixed':
        if r.random() < 0.5:
            rates_list = [rate(r) for _ in range(r.randint(1, 4))]
        if r.random() < 0.5:
            cfg.update(force_anneal=r.randint(1, 6), lr_shrink=round(r.uniform(0.1, 0.9), 2))
    elif name == 'tri_stage':
        if r.random() < 0.4:
            cfg['phase_ratio'] = r.choice([(0.1, 0.4, 0.5), (0.25, 0.25, 0.5), (0.0, 0.5, 0.5)])
        else:
            cfg.update(warmup_steps=r.randint(0, 50), hold_steps=r.randint(0, 50), decay_steps=r.randint(1, 200))
        if r.random() < 0.5:
            cfg.update(init_lr_scale=round(r.uniform(0.001, 1), 3), final_lr_scale=round(r.uniform(0.01, 1), 3))
    elif name == 'triangular':
        cfg.update(max_lr=lr * r.uniform(1.1, 20), lr_period_updates=r.randint(3, N), lr_shrink=round(r.uniform(0.1, 1), 2))
        if r.random() < 0.5:
            cfg['shrink_min'] = True
    elif name == 'step':
        cfg.update(lr_deacy_period=r.randint(1, N), lr_decay=round(r.uniform(0.1, 1), 2))
    config_class, scheduler_class = sched[name]
    full = config_class()
    for key, value in dict(cfg, lr=rates_list).items():
        setattr(full, key, value)
    full.max_update = N
    if name == 'polynomial_decay' and 'total_num_update' not in cfg:
        full.total_num_update = N

    class Optimizer:
        lr = None

        def set_lr(self, lr):
            self.lr = lr

        def get_lr(self):
            return self.lr

    optimizer = Optimizer()
    s = scheduler_class(full, optimizer)
    rates = []
    for t in range(N):
        if t % U == 0:
            s.step_begin_epoch(t // U + 1)
            s.step_update(t)
        rates.append(optimizer.lr)
        s.step_update(t + 1)
    steps = some(r, N)
    if r.random() < 0.5:
        def flag(k, v):
            return f'--{k.replace("_", "-")}' + ('' if v is True else f" '{v}'" if isinstance(v, tuple) else f' {v!r}')

        text = f'fairseq-train data --lr {",".join(map(repr, rates_list))} --lr-scheduler {name} --max-update {N} \\\n  ' + ' '.join(flag(k, v) for k, v in cfg.items()) + '\n'
        file = 't.sh'
    else:
        text = f'optimization:\n  max_update: {N}\n  lr: {rates_list!r}\nlr_scheduler:\n  _name: {name}\n' + ''.join(f'  {k}: {json.dumps(v) if not isinstance(v, float) else repr(v)}\n' for k, v in cfg.items())
        file = 't.yaml'
    return dict(file=file, text=text, run={'batchesPerEpoch': U}, clock='update', steps=steps, rates=[rates[t] for t in steps])


def fairseq_modules():
    if 'fairseq_found' in globals():
        return globals()['fairseq_found']
    import dataclasses

    def module(name, **names):
        m = types.ModuleType(name)
        m.__dict__.update(names)
        sys.modules[name] = m
        return m

    found = {}

    class Scheduler:
        def __init__(self, cfg, optimizer):
            self.cfg, self.optimizer, self.best = cfg, optimizer, None

        def step_begin_epoch(self, epoch):
            pass

        def step(self, epoch, val_loss=None):
            pass

    def register(name, dataclass=None):
        def keep(cls):
            found[name] = (dataclass, cls)
            return cls

        return keep

    @dataclasses.dataclass
    class FairseqDataclass:
        pass

    module('fairseq')
    module('fairseq.dataclass', FairseqDataclass=FairseqDataclass)
    module('fairseq.optim')
    module('fairseq.optim.lr_scheduler', FairseqLRScheduler=Scheduler, register_lr_scheduler=register)
    for name in ('inverse_square_root_schedule', 'polynomial_decay_schedule', 'cosine_lr_scheduler', 'fixed_schedule', 'tri_stage_lr_scheduler', 'triangular_lr_scheduler', 'step_lr_scheduler'):
        load(f'fairseq-0.12.2/fairseq/optim/lr_scheduler/{name}.py', f'fs_{name}')
    globals()['fairseq_found'] = found
    return found


# ---------------------------------------------------------------- torchtitan, torchtune, mlx-lm, detectron2


def torchtitan(r):
    if 'titan_lr' not in sys.modules:
        for name, names in {
            'torchtitan': {},
            'torchtitan.components': {},
            'torchtitan.components.optimizer': {'OptimizersContainer': object},
            'torchtitan.config': {'LRScheduler': object},
            'torchtitan.tools': {},
            'torchtitan.tools.logging': {'logger': types.SimpleNamespace(warning=lambda *a: None, info=lambda *a: None)},
        }.items():
            sys.modules[name] = types.ModuleType(name)
            sys.modules[name].__dict__.update(names)
        load(os.environ.get('PACKAGES', '') + 'torchtitan/components/lr_scheduler.py', 'titan_lr')
    T = sys.modules['titan_lr']

    steps_total = r.randint(2, 300)
    lr = rate(r)
    cfg = {}
    cfg['warmup_steps'] = r.randint(0, int(steps_total * 1.2))
    if r.random() < 0.5:
        cfg['decay_ratio'] = round(r.random(), 3)
    if r.random() < 0.7:
        cfg['decay_type'] = r.choice(['linear', 'sqrt', 'cosine'])
    if r.random() < 0.5:
        cfg['min_lr_factor'] = round(r.random(), 3)
    full = types.SimpleNamespace(**{**dict(warmup_steps=200, decay_ratio=None, decay_type='linear', min_lr_factor=0.0), **cfg})
    optimizer = torch_optimizer(lr)

    class Container:
        def __iter__(self):
            return iter([optimizer])

        def __len__(self):
            return 1

    schedulers = T.build_lr_schedulers(Container(), full, steps_total)
    rates = follow(optimizer, schedulers.schedulers[0], steps_total - 1 or 1)
    steps = some(r, len(rates))
    lines = '\n'.join(f'{k} = {json.dumps(v)}' for k, v in cfg.items())
    text = f'[optimizer]\nlr = {lr!r}\n[lr_scheduler]\n{lines}\n[training]\nsteps = {steps_total}\n'
    return dict(file='t.toml', text=text, run={}, clock='update', steps=steps, rates=[rates[t] for t in steps])


def torchtune(r):
    tune = sys.modules.get('tune_lr') or load(os.environ.get('PACKAGES', '') + 'torchtune/training/lr_schedulers.py', 'tune_lr', stubs=torchtune_stubs())
    accum, batches, epochs = r.choice([1, 2, 8]), r.randint(10, 300), r.randint(1, 4)
    most = r.choice([None, r.randint(1, 200)])
    per = min(batches // accum, most or 10**9)
    total = per * epochs
    lr = rate(r)
    w = r.randint(0, total)
    cycles = r.choice([0.5, 1.0, 0.25, 1.5, 0.7])
    optimizer = torch_optimizer(lr)
    rates = follow(optimizer, tune.get_cosine_schedule_with_warmup(optimizer, w, total, cycles), total)
    steps = some(r, total)
    text = f"optimizer: {{_component_: torch.optim.AdamW, lr: {lr!r}}}\nlr_scheduler:\n  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup\n  num_warmup_steps: {w}\n  num_cycles: {cycles}\nepochs: {epochs}\nmax_steps_per_epoch: {'null' if most is None else most}\ngradient_accumulation_steps: {accum}\n"
    return dict(file='t.yaml', text=text, run={'batchesPerEpoch': batches}, clock='update', steps=steps, rates=[rates[t] for t in steps])


def torchtune_stubs():
    for name in ('torchtune', 'torchtune.training', 'torchtune.training.memory'):
        sys.modules[name] = types.ModuleType(name)
    sys.modules['torchtune.training.memory'].OptimizerInBackwardWrapper = type('W', (), {})
    return ()


def mlx(r):
    import mlx.core as mx
    import mlx.optimizers as opt

    iters, accum = r.randint(20, 400), r.choice([1, 1, 4])
    N = iters // accum
    lr = rate(r)
    name = r.choice(['cosine_decay', 'linear_schedule', 'exponential_decay', 'step_decay'])
    if name == 'cosine_decay':
        args = [lr, r.randint(1, N * 2)] + ([lr * round(r.random(), 2)] if r.random() < 0.5 else [])
    elif name == 'linear_schedule':
        args = [lr, rate(r), r.randint(1, N * 2)]
    elif name == 'exponential_decay':
        args = [lr, round(r.uniform(0.95, 1), 4)]
    else:
        args = [lr, round(r.uniform(0.1, 0.99), 2), r.randint(1, N)]
    cfg = dict(name=name, arguments=args)
    if r.random() < 0.6:
        cfg['warmup'] = r.randint(0, N // 2)
        if r.random() < 0.5:
            cfg['warmup_init'] = lr * round(r.random(), 2)
    fn = getattr(opt.schedulers, name)(*args)
    if w := cfg.get('warmup', 0):
        fn = opt.schedulers.join_schedules([opt.schedulers.linear_schedule(cfg.get('warmup_init', 0.0), args[0], w), fn], [w + 1])
    steps = some(r, N)
    rates = [float(fn(mx.array(t))) for t in steps]
    text = f'iters: {iters}\ngrad_accumulation_steps: {accum}\nlr_schedule:\n' + ''.join(f'  {k}: {v!r}\n' if k != 'name' else f'  name: {v}\n' for k, v in cfg.items())
    return dict(file='c.yaml', text=text, run={}, clock='update', steps=steps, rates=rates)


def detectron2(r):
    from fvcore.common.param_scheduler import CompositeParamScheduler, ConstantParamScheduler, CosineParamScheduler, LinearParamScheduler, MultiStepParamScheduler, StepWithFixedGammaParamScheduler

    M, lr = r.choice([r.randint(20, 2000), r.randint(20, 2000), 3_000_000]), rate(r)
    name = r.choice(['WarmupMultiStepLR', 'WarmupCosineLR', 'WarmupStepWithFixedGammaLR'])
    W, factor = r.choice([0, r.randint(1, min(M, 5000))]), round(r.uniform(0, 1), 3)
    method, rescale, gamma = r.choice(['linear', 'constant']), r.random() < 0.3, round(r.uniform(0.05, 0.9), 2)
    keys = dict(LR_SCHEDULER_NAME=name, BASE_LR=lr, MAX_ITER=M, WARMUP_ITERS=W, WARMUP_FACTOR=factor, WARMUP_METHOD=f'"{method}"', RESCALE_INTERVAL=rescale)
    if name == 'WarmupMultiStepLR':
        milestones = sorted({r.randint(1, int(M * 1.2)) for _ in range(r.randint(0, 4))} - {M})
        keys.update(STEPS=f"({', '.join(map(str, milestones))}{',' if len(milestones) == 1 else ''})", GAMMA=gamma)
        kept = [m for m in milestones if m <= M]
        main = MultiStepParamScheduler(values=[gamma**k for k in range(len(kept) + 1)], milestones=kept, num_updates=M)
    elif name == 'WarmupCosineLR':
        end = lr * round(r.random(), 2)
        keys['BASE_LR_END'] = end
        main = CosineParamScheduler(1, end / lr)
    else:
        n = r.randint(1, 6)
        keys.update(NUM_DECAYS=n, GAMMA=gamma)
        main = StepWithFixedGammaParamScheduler(base_value=1.0, gamma=gamma, num_decays=n, num_updates=M)
    length = min(W / M, 1.0)
    end_value = main(0) if rescale else main(length)
    start = factor * main(0.0)
    warm = ConstantParamScheduler(start) if method == 'constant' else LinearParamScheduler(start, end_value)
    s = main
    if length > 0:
        s = CompositeParamScheduler([warm, main], interval_scaling=['rescaled', 'rescaled' if rescale else 'fixed'], lengths=[length, 1 - length])
    steps = sorted({t for t in some(r, M) + [W - 1, W, W + 1, W + 2] if 0 <= t < M})
    rates = []
    for t in steps:
        try:
            rates.append(lr * s(t / M))
        except IndexError:
            rates.append(None)
    kept = [(t, x) for t, x in zip(steps, rates) if x is not None]
    text = 'SOLVER:\n' + ''.join(f'  {k}: {v}\n' for k, v in keys.items())
    return dict(file='c.yaml', text=text, run={}, clock='update', steps=[t for t, _ in kept], rates=[x for _, x in kept])


# ---------------------------------------------------------------- Paddle's functions


def paddle(r):
    from paddle.optimizer import lr as P

    def make(depth=0):
        lr = rate(r)
        name = r.choice('NoamDecay PiecewiseDecay NaturalExpDecay InverseTimeDecay PolynomialDecay LinearWarmup ExponentialDecay MultiStepDecay StepDecay CosineAnnealingDecay CosineAnnealingWarmRestarts OneCycleLR CyclicLR LinearLR'.split())
        if depth and name in ('OneCycleLR', 'LinearWarmup'):
            name = 'PolynomialDecay'
        a = {'learning_rate': lr}
        if name == 'NoamDecay':
            a.update(d_model=r.choice([64, 512]), warmup_steps=r.randint(1, 100))
        elif name == 'PiecewiseDecay':
            b = sorted({r.randint(1, 200) for _ in range(r.randint(1, 4))})
            a = dict(boundaries=b, values=[rate(r) for _ in range(len(b) + 1)])
        elif name in ('NaturalExpDecay', 'InverseTimeDecay'):
            a['gamma'] = round(r.uniform(0.001, 0.1), 4)
        elif name == 'PolynomialDecay':
            a.update(decay_steps=r.randint(1, 200), end_lr=lr * round(r.random(), 2), power=r.choice([1.0, 2.0, 0.5]), cycle=r.random() < 0.4)
        elif name == 'LinearWarmup':
            inner = make(1) if r.random() < 0.7 else rate(r)
            a = dict(learning_rate=inner, warmup_steps=r.randint(1, 80), start_lr=lr * round(r.uniform(0, 0.9), 2), end_lr=lr)
        elif name == 'ExponentialDecay':
            a['gamma'] = round(r.uniform(0.9, 0.999), 4)
        elif name == 'MultiStepDecay':
            a['milestones'] = sorted({r.randint(1, 200) for _ in range(r.randint(1, 4))})
            if r.random() < 0.5:
                a['gamma'] = round(r.uniform(0.1, 0.9), 2)
        elif name == 'StepDecay':
            a.update(step_size=r.randint(1, 60), gamma=round(r.uniform(0.1, 0.9), 2))
        elif name == 'CosineAnnealingDecay':
            a.update(T_max=r.randint(2, 200), eta_min=lr * round(r.random(), 2))
        elif name == 'CosineAnnealingWarmRestarts':
            a.update(T_0=r.randint(1, 60), T_mult=r.choice([1, 2, 3]), eta_min=lr * round(r.random(), 2))
        elif name == 'OneCycleLR':
            a = dict(max_learning_rate=lr, total_steps=240, divide_factor=r.choice([25.0, 5.0, 10]), end_learning_rate=lr * round(r.random(), 3), phase_pct=round(r.uniform(0.05, 0.45), 2), anneal_strategy=r.choice(['cos', 'linear']), three_phase=r.random() < 0.4)
        elif name == 'CyclicLR':
            a = dict(base_learning_rate=lr * 0.1, max_learning_rate=lr, step_size_up=r.randint(1, 60), mode=r.choice(['triangular', 'triangular2', 'exp_range']), exp_gamma=round(r.uniform(0.98, 1), 4))
            if r.random() < 0.5:
                a['step_size_down'] = r.randint(1, 60)
        else:
            a.update(total_steps=r.randint(1, 200), start_factor=round(r.uniform(0.01, 1), 3), end_factor=round(r.random(), 3))
        return {'class': name, 'args': a}

    def build(spec):
        args = {k: build(v) if isinstance(v, dict) else v for k, v in spec['args'].items()}
        return getattr(P, spec['class'])(**args)

    spec = make()
    s = build(spec)
    rates = []
    for _ in range(240):
        rates.append(float(s()))
        s.step()
    steps = some(r, 240)
    return dict(file='p.json', text=json.dumps(spec), run={}, clock='update', steps=steps, rates=[rates[t] for t in steps])


if __name__ == '__main__':
    form, count = sys.argv[1], int(sys.argv[2])
    r = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    records, refused = [], 0
    while len(records) < count:
        try:
            record = globals()[form](r)
        except (ZeroDivisionError, ValueError, AssertionError, KeyError) as error:
            refused += 1
            if refused > 20 * count + 100:
                raise
            continue
        if all(math.isfinite(x) for x in record['rates']) and record['steps']:
            records.append(dict(form=form, **record))
    json.dump(records, sys.stdout)
    print(f'{form}: {len(records)}, refused {refused}', file=sys.stderr)
