"""Runs exported schedules in their framework, at every step.

    python3 run_exported.py TARGET < cases.json > outcome.json

Every case has the source, the name it defines, and the rates that the schedule has at the steps 0, 1, …. The outcome has,
for every case, the largest difference as a part of the largest magnitude, and where it is.
"""

import json
import os
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"


def run_numpy(learning_rate, count):
    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vectorised = np.broadcast_to(learning_rate(np.arange(count)), [count])
        scalars = [float(learning_rate(step)) for step in range(count)]
    assert np.array_equal(vectorised, scalars) or np.allclose(vectorised, scalars, 1e-14, 0), "an array differs"
    return scalars


def run_optax(learning_rate, count):
    import jax
    import jax.numpy as jnp

    jitted = jax.jit(jax.vmap(lambda step: jnp.asarray(learning_rate(step), jnp.float32)))
    rates = [float(rate) for rate in jitted(jnp.arange(count, dtype=jnp.int32))]
    for step in {0, 1, count // 2, count - 1}:
        assert abs(float(learning_rate(step)) - rates[step]) <= 1e-6 * max(map(abs, rates)), "an int differs"
    return rates


def run_keras(schedule, count):
    import keras

    assert isinstance(schedule, keras.optimizers.schedules.LearningRateSchedule)
    again = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(schedule))
    assert type(again) is type(schedule)
    optimizer = keras.optimizers.SGD(learning_rate=again)
    optimizer.build([keras.Variable([0.0])])
    assert abs(float(optimizer.learning_rate) - float(schedule(0))) <= 1e-6 * abs(float(schedule(0)))
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        # In float32 as an optimizer's, and from the int64 steps that it counts.
        traced = tf.function(lambda step: tf.cast(schedule(step), tf.float32))
        return [float(traced(tf.constant(step, tf.int64))) for step in range(count)]
    if keras.backend.backend() == "jax":
        import jax

        traced = jax.jit(lambda step: schedule(step))
        return [float(traced(step)) for step in range(count)]
    return [float(schedule(step)) for step in range(count)]


def an_optimizer():
    import torch

    optimizer = torch.optim.SGD(
        [
            {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 7.0},
            {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 3.0},
        ]
    )
    # Leftovers of another scheduler must not matter.
    torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 0.5)
    return optimizer


def run_torch(learning_rate, count):
    import torch

    optimizer = an_optimizer()
    scheduler = learning_rate(optimizer)
    assert isinstance(scheduler, torch.optim.lr_scheduler.LRScheduler)
    return rates_of(optimizer, count, lambda step: scheduler.step())


def run_timm(learning_rate, count):
    from timm.scheduler.scheduler import Scheduler

    optimizer = an_optimizer()
    scheduler = learning_rate(optimizer)
    assert isinstance(scheduler, Scheduler)
    move = scheduler.step if scheduler.t_in_epochs else scheduler.step_update
    return rates_of(optimizer, count, move)


def rates_of(optimizer, count, move):
    """The rates of the first updates, after each of which `move` is called with the number of updates done."""
    rates = []
    with warnings.catch_warnings():
        # SequentialLR calls its own deprecated step(epoch).
        warnings.simplefilter("ignore")
        for step in range(count):
            first, second = (float(group["lr"]) for group in optimizer.param_groups)
            assert first == second, "the parameter groups differ"
            rates.append(first)
            optimizer.step()
            move(step + 1)
    return rates


RUN = {"numpy": run_numpy, "optax": run_optax, "keras": run_keras, "torch": run_torch, "transformers": run_torch, "timm": run_timm}


def main():
    target = sys.argv[1]
    cases = json.load(sys.stdin)
    outcome = []
    for case in cases:
        result = {"name": case["name"]}
        try:
            namespace = {"__name__": "exported"}
            exec(compile(case["source"], case["name"], "exec"), namespace)
            expected = case["rates"]
            rates = RUN[target](namespace[case["functionName"]], len(expected))
            largest = max(map(abs, expected)) or 1.0
            errors = [abs(a - b) / largest for a, b in zip(rates, expected, strict=True)]
            worst = max(range(len(errors)), key=lambda step: (errors[step] != errors[step], errors[step]))
            result |= {"error": errors[worst], "step": worst, "value": rates[worst], "expected": expected[worst]}
        except Exception as error:  # noqa: BLE001: whatever a framework raises is an outcome.
            result["failure"] = f"{type(error).__name__}: {error}"
        outcome.append(result)
    json.dump(outcome, sys.stdout)


main()
