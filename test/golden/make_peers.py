"""Makes peers-more.json: what Optax, PyTorch, timm and transformers give for more configurations.

    python3 make_peers.py           writes peers-more.json beside this file
    python3 make_peers.py --check   evaluates every record of peers.json and peers-more.json again

The configurations are listed below; only the values that do not matter (rates) are drawn, from a fixed seed.
Value t is the rate that update t uses (0-based): what the scheduler's constructor left at 0, then after t steps of it.
"""

import json
import logging
import os
import random
import sys
import warnings
from collections import Counter
from importlib.metadata import version
from pathlib import Path

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import jax  # noqa: E402
import optax  # noqa: E402
import timm.scheduler  # noqa: E402
import torch  # noqa: E402
from timm.scheduler.wsd_lr import WSDLRScheduler  # noqa: E402
from transformers import get_scheduler  # noqa: E402

jax.config.update("jax_enable_x64", True)
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)

HERE = Path(__file__).resolve().parent
GIVEN = HERE / "peers.json"
MADE = HERE / "peers-more.json"
SEED = 20261123
PEERS = {name: f"{name} {version(name).split('+')[0]}" for name in ("optax", "torch", "timm", "transformers")}


# Evaluation


def optax_schedule(name, args):
    args = dict(args)
    if name == "join_schedules":
        return optax.join_schedules([optax_schedule(**s) for s in args["schedules"]], args["boundaries"])
    if args.get("boundaries_and_scales") is not None:
        args["boundaries_and_scales"] = {int(step): scale for step, scale in args["boundaries_and_scales"].items()}
    return getattr(optax, name)(**args)


def torch_scheduler(optimizer, name, args):
    args = dict(args)
    if "schedulers" in args:
        args["schedulers"] = [torch_scheduler(optimizer, **scheduler) for scheduler in args["schedulers"]]
    if name == "ChainedScheduler":
        return torch.optim.lr_scheduler.ChainedScheduler(args["schedulers"], optimizer=optimizer)
    return getattr(torch.optim.lr_scheduler, name)(optimizer, **args)


def timm_scheduler(optimizer, name, args):
    owner = WSDLRScheduler if name == "WSDLRScheduler" else getattr(timm.scheduler, name)
    return owner(optimizer, **args)


def evaluate(peer, name, base_lr, args, count):
    """The rates of the first `count` updates, and the momenta where the scheduler moves them too."""
    if peer == "optax":
        schedule = optax_schedule(name, args)
        return [digits(schedule(step)) for step in range(count)], None
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base_lr, momentum=0.9)
    if peer == "torch":
        scheduler = torch_scheduler(optimizer, name, args)
        step_to = lambda step: scheduler.step()  # noqa: E731
    elif peer == "timm":
        scheduler = timm_scheduler(optimizer, name, args)
        step_to = lambda step: scheduler.step(step)  # noqa: E731
    else:
        scheduler = get_scheduler(name, optimizer, **args)
        step_to = lambda step: scheduler.step()  # noqa: E731
    values, momenta = [], []
    for step in range(count):
        if step > 0:
            step_to(step)
        values.append(digits(optimizer.param_groups[0]["lr"]))
        momenta.append(digits(optimizer.param_groups[0]["momentum"]))
        optimizer.step()
    return values, momenta if args.get("cycle_momentum", False) else None


def digits(value):
    return float(f"{float(value):.15g}")


# Configurations: (name, base rate, keyword arguments, number of values)


def named(name, **args):
    return {"name": name, "args": args}


def optax_configurations(rng):
    def rate():
        return draw_rate(rng)

    def add(count, name, **args):
        found.append((name, None, args, count))

    found = []
    add(5, "constant_schedule", value=0.0)
    add(5, "constant_schedule", value=rate())

    for transition_steps, transition_begin in ((20, 0), (1, 0), (15, 10), (0, 0), (-5, 3), (12, -4)):
        add(
            30,
            "linear_schedule",
            init_value=rate(),
            end_value=rate(),
            transition_steps=transition_steps,
            transition_begin=transition_begin,
        )
    add(20, "linear_schedule", init_value=0.0, end_value=rate(), transition_steps=12)

    for power, transition_steps, transition_begin in (
        (2.0, 20, 0),
        (0.5, 20, 5),
        (3, 15, 2),
        (0.0, 10, 2),
        (1.0, 0, 0),
        (0.9, 1, 0),
        (2.0, 12, -3),
    ):
        add(
            30,
            "polynomial_schedule",
            init_value=rate(),
            end_value=rng.choice([0.0, rate()]),
            power=power,
            transition_steps=transition_steps,
            transition_begin=transition_begin,
        )

    for args in (
        {"transition_steps": 10, "decay_rate": 0.5},
        {"transition_steps": 10, "decay_rate": 0.5, "end_value": 0.12},
        {"transition_steps": 10, "decay_rate": 0.5, "staircase": True},
        {"transition_steps": 7, "decay_rate": 0.9, "staircase": True, "transition_begin": 6, "end_value": 0.35},
        {"transition_steps": 10, "decay_rate": 1.5},
        {"transition_steps": 10, "decay_rate": 1.5, "end_value": 0.9},
        {"transition_steps": 5, "decay_rate": 2.0, "staircase": True, "transition_begin": 3, "end_value": 3.0},
        {"transition_steps": 10, "decay_rate": 0.5, "end_value": 0.6},
        {"transition_steps": 10, "decay_rate": 2.0, "end_value": 0.2},
        {"transition_steps": 10, "decay_rate": 1.0, "end_value": 0.2},
        {"transition_steps": 0, "decay_rate": 0.5, "end_value": 0.6},
        {"transition_steps": 10, "decay_rate": 0.0, "end_value": 0.6},
        {"transition_steps": 10, "decay_rate": 0.9, "transition_begin": -5},
    ):
        add(35, "exponential_decay", init_value=0.4, **args)

    for args in (
        {"decay_steps": 1},
        {"decay_steps": 20, "alpha": 0.0, "exponent": 2.0},
        {"decay_steps": 20, "alpha": 0.1, "exponent": 0.5},
        {"decay_steps": 20, "alpha": 1.0},
        {"decay_steps": 20, "alpha": 1.5},
        {"decay_steps": 15, "alpha": 0.25, "exponent": 3.0},
        {"decay_steps": 15, "exponent": 0.0},
    ):
        add(25, "cosine_decay_schedule", init_value=rate(), **args)

    tables = (None, {}, {"0": 0.5, "10": 0.5}, {"5": 0.1}, {"10": 3.0, "3": 0.5, "20": 0.0}, {"4": 2.0, "5": 2.0, "6": 0.25})
    for table in tables:
        add(25, "piecewise_constant_schedule", init_value=rate(), boundaries_and_scales=table)
    for kind in ("linear", "cosine"):
        for table in tables:
            add(25, "piecewise_interpolate_schedule", interpolate_type=kind, init_value=rate(), boundaries_and_scales=table)

    for args in (
        {"transition_steps": 30},
        {"transition_steps": 20, "pct_start": 0.5, "pct_final": 0.9, "div_factor": 10.0, "final_div_factor": 100.0},
        {"transition_steps": 23, "pct_start": 0.1, "pct_final": 0.6, "div_factor": 2.0, "final_div_factor": 1.0},
        {"transition_steps": 10, "pct_start": 0.0, "pct_final": 0.5},
        {"transition_steps": 10, "pct_start": 0.5, "pct_final": 0.5},
        {"transition_steps": 3},
        {"transition_steps": 1},
    ):
        add(args["transition_steps"] + 4, "linear_onecycle_schedule", peak_value=rate(), **args)
    for args in (
        {"transition_steps": 30},
        {"transition_steps": 20, "pct_start": 0.5, "div_factor": 10.0, "final_div_factor": 100.0},
        {"transition_steps": 10, "pct_start": 0.0},
        {"transition_steps": 10, "pct_start": 1.0},
        {"transition_steps": 3},
        {"transition_steps": 1},
    ):
        add(args["transition_steps"] + 4, "cosine_onecycle_schedule", peak_value=rate(), **args)

    for warmup_steps in (0, 1, 10):
        add(15, "warmup_constant_schedule", init_value=rate(), peak_value=rate(), warmup_steps=warmup_steps)

    for init_value, peak_value, end_value, warmup_steps, decay_steps, exponent in (
        (0.01, 0.1, 0.001, 10, 30, 1.0),
        (0.2, 0.1, 0.02, 5, 25, 2.0),
        (0.0, 1.0, 0.1, 0, 20, 1.0),
        (0.001, 0.1, 0.3, 4, 20, 1.0),
        (0.0, 0.0, 0.1, 5, 20, 1.0),
        (0.1, 0.4, 0.05, 1, 15, 0.5),
        (0.0, rate(), 1e-5, 19, 20, 3.0),
    ):
        add(
            decay_steps + 6,
            "warmup_cosine_decay_schedule",
            init_value=init_value,
            peak_value=peak_value,
            warmup_steps=warmup_steps,
            decay_steps=decay_steps,
            end_value=end_value,
            exponent=exponent,
        )

    for args in (
        {"warmup_steps": 10, "transition_steps": 5, "decay_rate": 0.8, "end_value": 0.1},
        {"warmup_steps": 0, "transition_steps": 5, "decay_rate": 0.8},
        {"warmup_steps": 4, "transition_steps": 6, "decay_rate": 1.3, "end_value": 0.9, "transition_begin": 7},
        {"warmup_steps": 8, "transition_steps": 4, "decay_rate": 0.5, "staircase": True, "transition_begin": 3},
        {"warmup_steps": 3, "transition_steps": 0, "decay_rate": 0.5},
    ):
        add(35, "warmup_exponential_decay_schedule", init_value=rng.choice([0.0, 0.01]), peak_value=0.4, **args)

    add(
        45,
        "sgdr_schedule",
        cosine_kwargs=[
            {"init_value": 0.01, "peak_value": 0.4, "warmup_steps": 3, "decay_steps": 10, "end_value": 0.02, "exponent": 2.0},
            {"init_value": 0.02, "peak_value": 0.3, "warmup_steps": 0, "decay_steps": 20, "end_value": 0.01},
            {"init_value": 0.1, "peak_value": 0.2, "warmup_steps": 5, "decay_steps": 9},
        ],
    )
    add(15, "sgdr_schedule", cosine_kwargs=[{"init_value": 0.0, "peak_value": rate(), "warmup_steps": 2, "decay_steps": 10}])

    warm = named("linear_schedule", init_value=0.0, end_value=0.1, transition_steps=5)
    cosine = named("cosine_decay_schedule", init_value=0.1, decay_steps=20, alpha=0.1)
    steps = named("piecewise_constant_schedule", init_value=0.05, boundaries_and_scales={"4": 0.5, "9": 0.1})
    decay = named("exponential_decay", init_value=0.02, transition_steps=5, decay_rate=0.5)
    flat = named("constant_schedule", value=0.3)
    add(40, "join_schedules", schedules=[warm, cosine], boundaries=[5])
    add(40, "join_schedules", schedules=[warm, flat, cosine, decay], boundaries=[5, 10, 25])
    add(30, "join_schedules", schedules=[flat, warm, steps], boundaries=[0, 8])
    add(30, "join_schedules", schedules=[decay, flat, warm], boundaries=[10, 10])
    add(30, "join_schedules", schedules=[decay, flat, warm], boundaries=[15, 5])
    add(10, "join_schedules", schedules=[cosine], boundaries=[])
    add(30, "join_schedules", schedules=[flat, named("join_schedules", schedules=[warm, steps], boundaries=[6])], boundaries=[4])
    return found


def torch_configurations(rng):
    def add(count, name, **args):
        found.append((name, draw_rate(rng), args, count))

    found = []
    for args in (
        {"step_size": 1},
        {"step_size": 10, "gamma": 0.5},
        {"step_size": 7, "gamma": 1.3},
        {"step_size": 4, "gamma": 0.0},
    ):
        add(30, "StepLR", **args)
    for milestones, gamma in (([3, 3, 10], 0.5), ([0, 5], 0.5), ([20, 4, 9], 0.1), ([], 0.5), ([2, 4, 4, 4, 8], 1.1), ([1], 0.0)):
        add(25, "MultiStepLR", milestones=milestones, gamma=gamma)
    for args in (
        {},
        {"factor": 0.5, "total_iters": 1},
        {"factor": 1.0, "total_iters": 4},
        {"factor": 0.1, "total_iters": 0},
        {"factor": 0.3},
    ):
        add(12, "ConstantLR", **args)
    for args in (
        {},
        {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 10},
        {"start_factor": 0.001, "total_iters": 12},
        {"start_factor": 0.5, "end_factor": 0.5, "total_iters": 6},
        {"start_factor": 0.25, "total_iters": 1},
        {"start_factor": 0.25, "total_iters": 0},
    ):
        add(18, "LinearLR", **args)
    for gamma in (0.5, 1.0, 1.1, 0.999, 0.0):
        add(25, "ExponentialLR", gamma=gamma)
    for args in (
        {},
        {"total_iters": 20, "power": 2.0},
        {"total_iters": 20, "power": 0.5},
        {"total_iters": 15, "power": 0.0},
        {"total_iters": 1},
        {"total_iters": 0},
        {"total_iters": 30, "power": 0.9},
    ):
        add(35, "PolynomialLR", **args)
    for t_max, eta_min in ((10, 0.0), (10, 0.01), (1, 0.001), (2, 0.0), (7, 0.5), (40, 1e-5), (3, 0.0)):
        add(50, "CosineAnnealingLR", T_max=t_max, eta_min=eta_min)
    for t_0, t_mult, eta_min in ((10, 1, 0.0), (5, 2, 0.001), (3, 3, 0.0), (1, 2, 0.01), (1, 1, 0.0), (7, 1, 0.5), (4, 2, 0.0)):
        add(50, "CosineAnnealingWarmRestarts", T_0=t_0, T_mult=t_mult, eta_min=eta_min)

    for mode in ("triangular", "triangular2", "exp_range"):
        for up, down in ((5, 9), (4, None), (1, 3), (10, 2)):
            add(
                40,
                "CyclicLR",
                base_lr=0.01,
                max_lr=draw_rate(rng),
                step_size_up=up,
                step_size_down=down,
                mode=mode,
                gamma=0.95 if mode == "exp_range" else 1.0,
                cycle_momentum=False,
            )
    for args in (
        {"base_lr": 0.001, "max_lr": 0.1, "step_size_up": 6},
        {"base_lr": 0.01, "max_lr": 0.05, "step_size_up": 3, "step_size_down": 5, "mode": "triangular2"},
        {"base_lr": 0.1, "max_lr": 1.0, "step_size_up": 4, "mode": "exp_range", "gamma": 0.9, "base_momentum": 0.7, "max_momentum": 0.99},
    ):
        add(30, "CyclicLR", **args, cycle_momentum=True)

    for total in (1, 2, 3, 4, 10, 40):
        for strategy, three_phase in (("cos", False), ("linear", True)):
            add(
                total,
                "OneCycleLR",
                max_lr=draw_rate(rng),
                total_steps=total,
                anneal_strategy=strategy,
                three_phase=three_phase,
                cycle_momentum=False,
            )
    for count, args in (
        (30, {"epochs": 5, "steps_per_epoch": 6}),
        (24, {"epochs": 3, "steps_per_epoch": 8, "anneal_strategy": "linear", "pct_start": 0.5}),
        (30, {"total_steps": 30, "three_phase": True, "pct_start": 0.4}),
        (30, {"total_steps": 30, "three_phase": True, "pct_start": 0.6, "anneal_strategy": "linear"}),
        (20, {"total_steps": 20, "pct_start": 0.0}),
        (20, {"total_steps": 20, "pct_start": 1.0, "anneal_strategy": "linear"}),
        (25, {"total_steps": 25, "pct_start": 0.2, "div_factor": 5.0, "final_div_factor": 10.0}),
        (25, {"total_steps": 25, "pct_start": 0.9, "div_factor": 1.0, "final_div_factor": 1.0}),
        # One more than total_steps: PyTorch refuses only the step after that.
        (21, {"total_steps": 20, "pct_start": 0.25}),
        (21, {"total_steps": 20, "pct_start": 0.25, "anneal_strategy": "linear", "three_phase": True}),
    ):
        add(count, "OneCycleLR", max_lr=draw_rate(rng), **args, cycle_momentum=False)
    for args in (
        {"total_steps": 20},
        {"total_steps": 30, "anneal_strategy": "linear", "three_phase": True},
        {"total_steps": 25, "pct_start": 0.4, "base_momentum": 0.6, "max_momentum": 0.9},
    ):
        add(args["total_steps"], "OneCycleLR", max_lr=0.1, **args, cycle_momentum=True)

    warm = named("LinearLR", start_factor=0.1, total_iters=5)
    hold = named("ConstantLR", factor=0.5, total_iters=4)
    cosine = named("CosineAnnealingLR", T_max=15, eta_min=0.001)
    restarts = named("CosineAnnealingWarmRestarts", T_0=6, T_mult=2, eta_min=0.002)
    decay = named("ExponentialLR", gamma=0.9)
    steps = named("StepLR", step_size=4, gamma=0.5)
    milestones = named("MultiStepLR", milestones=[3, 7], gamma=0.1)
    polynomial = named("PolynomialLR", total_iters=10, power=2.0)
    for schedulers, boundaries in (
        ([warm, cosine], [5]),
        ([warm, decay], [5]),
        ([hold, decay], [4]),
        ([hold, warm, steps], [3, 10]),
        ([decay, restarts], [8]),
        ([restarts, decay], [10]),
        ([cosine, warm], [10]),
        ([warm, polynomial, milestones], [5, 18]),
        ([milestones, hold, polynomial], [5, 9]),
        ([decay, steps], [0]),
        ([warm, steps, decay], [6, 6]),
        ([cosine], []),
    ):
        add(30, "SequentialLR", schedulers=schedulers, milestones=boundaries)
    for schedulers in (
        [hold, decay],
        [warm, decay],
        [warm, cosine],
        [warm, polynomial],
        [decay, steps, milestones],
        [hold, restarts],
        [restarts, hold],
        [cosine, decay],
        [decay, cosine],
        [hold],
    ):
        add(30, "ChainedScheduler", schedulers=schedulers)
    return found


def timm_configurations(rng):
    def add(count, name, **args):
        found.append((name, draw_rate(rng), args, count))

    found = []
    for args in (
        {"t_initial": 20},
        {"t_initial": 20, "lr_min": 1e-5, "warmup_t": 5, "warmup_lr_init": 1e-4},
        {"t_initial": 20, "lr_min": 1e-5, "warmup_t": 5, "warmup_lr_init": 1e-4, "warmup_prefix": True},
        {"t_initial": 20, "k_decay": 2.0},
        {"t_initial": 20, "k_decay": 0.5, "lr_min": 1e-4},
        {"t_initial": 8, "cycle_mul": 1.0, "cycle_decay": 0.5, "cycle_limit": 3},
        {"t_initial": 8, "cycle_mul": 2.0, "cycle_decay": 0.7, "cycle_limit": 3, "lr_min": 1e-6},
        {"t_initial": 4, "cycle_mul": 3.0, "cycle_decay": 0.5, "cycle_limit": 4, "k_decay": 1.5},
        {"t_initial": 10, "cycle_mul": 1.5, "cycle_limit": 4, "warmup_t": 3, "warmup_prefix": True},
        {"t_initial": 10, "cycle_mul": 2.0, "cycle_limit": 2, "cycle_decay": 0.1, "warmup_t": 4, "warmup_lr_init": 1e-5},
        {"t_initial": 10, "cycle_limit": 0},
        {"t_initial": 10, "warmup_t": 12, "warmup_lr_init": 1e-5},
        {"t_initial": 1},
        {"t_initial": 10, "lr_min": 0.5},
    ):
        add(45, "CosineLRScheduler", **args)
    for args in (
        {"t_initial": 20},
        {"t_initial": 20, "lb": -3.0, "ub": 3.0},
        {"t_initial": 20, "lb": -6.0, "ub": 1.0, "lr_min": 1e-5},
        {"t_initial": 20, "lb": 0.0, "ub": 4.0, "warmup_t": 5, "warmup_lr_init": 1e-4},
        {"t_initial": 20, "lb": -2.0, "ub": 4.0, "warmup_t": 5, "warmup_lr_init": 1e-4, "warmup_prefix": True},
        {"t_initial": 8, "cycle_decay": 0.5, "cycle_limit": 3},
        {"t_initial": 6, "cycle_mul": 2.0, "cycle_decay": 0.8, "cycle_limit": 3, "lr_min": 1e-4},
        {"t_initial": 10, "cycle_mul": 1.5, "cycle_limit": 3, "warmup_t": 2, "warmup_prefix": True},
        {"t_initial": 10, "warmup_t": 12},
    ):
        add(40, "TanhLRScheduler", **args)
    for args in (
        {"t_initial": 20},
        {"t_initial": 20, "power": 1.0, "lr_min": 1e-5},
        {"t_initial": 20, "power": 3.0, "k_decay": 2.0},
        {"t_initial": 20, "power": 0.9, "k_decay": 0.5, "lr_min": 1e-4},
        {"t_initial": 20, "power": 2.0, "warmup_t": 5, "warmup_lr_init": 1e-4},
        {"t_initial": 20, "power": 2.0, "warmup_t": 5, "warmup_lr_init": 1e-4, "warmup_prefix": True},
        {"t_initial": 8, "power": 1.0, "cycle_decay": 0.5, "cycle_limit": 3},
        {"t_initial": 6, "power": 2.0, "cycle_mul": 2.0, "cycle_decay": 0.8, "cycle_limit": 3, "k_decay": 1.5},
        {"t_initial": 10, "cycle_mul": 1.5, "cycle_limit": 3, "lr_min": 1e-3},
    ):
        add(40, "PolyLRScheduler", **args)
    for args in (
        {"decay_t": 10},
        {"decay_t": 10, "decay_rate": 0.1},
        {"decay_t": 2.5, "decay_rate": 0.8},
        {"decay_t": 6, "decay_rate": 0.5, "warmup_t": 4, "warmup_lr_init": 1e-5},
        {"decay_t": 6, "decay_rate": 0.5, "warmup_t": 4, "warmup_lr_init": 1e-5, "warmup_prefix": False},
        {"decay_t": 3, "decay_rate": 1.5, "warmup_t": 8, "warmup_prefix": False},
    ):
        add(30, "StepLRScheduler", **args)
    for args in (
        {"decay_t": [5, 10]},
        {"decay_t": [5, 10], "decay_rate": 0.5},
        {"decay_t": [1, 2, 8], "decay_rate": 0.5},
        {"decay_t": [4, 4, 12], "decay_rate": 0.3},
        {"decay_t": [6, 12], "decay_rate": 0.1, "warmup_t": 4, "warmup_lr_init": 1e-5},
        {"decay_t": [6, 12], "decay_rate": 0.1, "warmup_t": 4, "warmup_lr_init": 1e-5, "warmup_prefix": False},
    ):
        add(25, "MultiStepLRScheduler", **args)
    for args in (
        {"t_initial": 20, "decay_t": 5},
        {"t_initial": 20, "decay_t": 20, "lr_min": 1e-4, "decay_fn": "linear"},
        {"t_initial": 20, "decay_t": 8, "lr_min": 1e-5, "decay_fn": "1-sqrt", "warmup_t": 5, "warmup_lr_init": 1e-4},
        {"t_initial": 20, "decay_t": 8, "lr_min": 1e-5, "decay_fn": "cosine", "warmup_t": 3},
        {"t_initial": 20, "decay_t": 8, "decay_fn": "power"},
        {"t_initial": 20, "decay_t": 8, "decay_fn": "power", "decay_power": 2.0, "lr_min": 1e-4},
        {"t_initial": 20, "decay_t": 8, "decay_fn": "exp"},
        {"t_initial": 20, "decay_t": 8, "decay_fn": "exp", "decay_ratio": 0.5, "lr_min": 1e-4, "warmup_t": 2},
        {"t_initial": 25, "decay_t": 10, "stable_fn": "rsqrt", "warmup_t": 5, "decay_fn": "linear"},
        {"t_initial": 25, "decay_t": 10, "stable_fn": "rsqrt", "stable_timescale": 2.5, "lr_min": 1e-4},
        {"t_initial": 25, "decay_t": 10, "stable_fn": "power", "stable_timescale": 4.0, "stable_power": 1.5, "decay_fn": "cosine"},
        {"t_initial": 25, "decay_t": 6, "stable_fn": "power", "stable_timescale": 3, "warmup_t": 4, "lr_min": 0.3, "decay_fn": "exp"},
        {"t_initial": 10, "decay_t": 1, "lr_min": 1e-4},
    ):
        add(35, "WSDLRScheduler", **args)
    return found


def transformers_configurations(rng):
    def add(count, name, warmup, total=None, **specific):
        args = {}
        if warmup is not None:
            args["num_warmup_steps"] = warmup
        if total is not None:
            args["num_training_steps"] = total
        if specific:
            args["scheduler_specific_kwargs"] = specific
        found.append((name, draw_rate(rng), args, count))

    found = []
    add(8, "constant", None)
    for warmup in (0, 1, 7):
        add(12, "constant_with_warmup", warmup)
    for warmup, total in ((0, 20), (1, 20), (10, 30), (20, 20), (25, 20)):
        add(35, "linear", warmup, total)
    for warmup, total, specific in (
        (0, 20, {}),
        (5, 20, {"num_cycles": 1.0}),
        (3, 30, {"num_cycles": 0.25}),
        (10, 10, {}),
        (4, 30, {"num_cycles": 2.5}),
    ):
        add(40, "cosine", warmup, total, **specific)
    for warmup, total, specific in (
        (0, 20, {}),
        (5, 35, {"num_cycles": 3}),
        (2, 30, {"num_cycles": 7}),
        (4, 30, {"num_cycles": 1.5}),
        (12, 10, {"num_cycles": 2}),
    ):
        add(40, "cosine_with_restarts", warmup, total, **specific)
    for warmup, total, specific in (
        (0, 20, {}),
        (5, 25, {"lr_end": 0.0, "power": 0.5}),
        (5, 25, {"lr_end": 1e-5, "power": 3.0}),
        (1, 20, {"power": 0.0}),
    ):
        add(30, "polynomial", warmup, total, **specific)
    for warmup, specific in ((0, {}), (0, {"timescale": 4}), (10, {}), (8, {"timescale": 3}), (3, {"timescale": 50})):
        add(35, "inverse_sqrt", warmup, **specific)
    for warmup, total, specific in (
        (0, 20, {"min_lr": 1e-5}),
        (5, 25, {"min_lr": 1e-4}),
        (5, 25, {"min_lr_rate": 0.25, "num_cycles": 1.0}),
        (3, 30, {"min_lr_rate": 0.0, "num_cycles": 0.25}),
        (10, 10, {"min_lr_rate": 0.1}),
    ):
        add(40, "cosine_with_min_lr", warmup, total, **specific)
    for warmup, total, specific in (
        (0, 20, {"min_lr": 1e-5}),
        (5, 25, {"min_lr": 1e-5, "warmup_lr_rate": 0.1}),
        (5, 25, {"min_lr_rate": 0.25, "num_cycles": 1.0}),
        (1, 20, {"min_lr_rate": 0.1, "warmup_lr_rate": 0.3}),
        (8, 30, {"min_lr_rate": 0.0, "warmup_lr_rate": 0.0}),
        (10, 10, {"min_lr_rate": 0.1}),
    ):
        add(40, "cosine_warmup_with_min_lr", warmup, total, **specific)
    for warmup_type in ("linear", "cosine", "1-sqrt"):
        for decay_type in ("linear", "cosine", "1-sqrt"):
            add(
                32,
                "warmup_stable_decay",
                6,
                num_stable_steps=8,
                num_decay_steps=12,
                warmup_type=warmup_type,
                decay_type=decay_type,
                min_lr_ratio=rng.choice([0.0, 0.05, 0.2]),
            )
    for warmup, total, specific in (
        (5, 30, {"num_decay_steps": 10}),
        (0, 20, {"num_decay_steps": 20, "min_lr_ratio": 0.1}),
        (5, 30, {"num_decay_steps": 10, "num_cycles": 1.0, "min_lr_ratio": 0.1}),
        (4, 10, {"num_decay_steps": 10, "decay_type": "linear"}),
        (4, 100, {"num_decay_steps": 6, "num_stable_steps": 3, "num_cycles": 0.25}),
    ):
        add(40, "warmup_stable_decay", warmup, total, **specific)
    return found


def draw_rate(rng):
    return rng.choice([1.0, 0.1, 0.01, 0.001, 3e-4, rng.random() / 2, rng.random() / 2, rng.random() / 2])


CONFIGURATIONS = {
    "optax": optax_configurations,
    "torch": torch_configurations,
    "timm": timm_configurations,
    "transformers": transformers_configurations,
}


def make():
    rng = random.Random(SEED)
    records = []
    for peer, configurations in CONFIGURATIONS.items():
        for name, base_lr, args, count in configurations(rng):
            values, momenta = evaluate(peer, name, base_lr, args, count)
            record = {"peer": PEERS[peer], "name": name, "base_lr": base_lr, "args": args, "values": values}
            if momenta:
                record["momentum"] = momenta
            records.append(record)
    lines = ",\n".join(json.dumps(record, separators=(",", ":"), allow_nan=False) for record in records)
    MADE.write_text(f"[{lines}]\n")
    return records


def check(path):
    """Evaluates the records of a table again; returns the number that differ by more than the last printed digit."""
    records = json.loads(path.read_text())
    wrong = 0
    for record in records:
        peer = record["peer"].split()[0]
        values, momenta = evaluate(peer, record["name"], record["base_lr"], record["args"], len(record["values"]))
        same = close(values, record["values"]) and (momenta is None or close(momenta, record["momentum"]))
        if not same:
            wrong += 1
            print(f"{path.name}: {record['peer']} {record['name']} {json.dumps(record['args'])} differs")
    print(f"{path.name}: {len(records) - wrong} of {len(records)} records the same")
    return wrong


def close(values, others):
    scale = max(map(abs, others), default=0.0)
    return all(abs(value - other) <= 2e-15 * scale for value, other in zip(values, others, strict=True))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(1 if sum(check(path) for path in (GIVEN, MADE) if path.exists()) else 0)
    made = make()
    for (peer, name), count in Counter((record["peer"], record["name"]) for record in made).items():
        print(f"{peer:20} {name:34} {count}")
    print(f"{MADE.name}: {len(made)} records, {MADE.stat().st_size} bytes")
