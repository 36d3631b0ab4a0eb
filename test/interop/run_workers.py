"""Runs exported schedules where training is spread over several workers: every worker must see the same rate.

    python3 run_workers.py TARGET < cases.json > outcome.json

- keras: MirroredStrategy on two logical CPU devices, with an optimizer whose learning rate the schedule is
- optax: an update pmapped over 8 host devices, with the count of updates in each one's state
- torch: DistributedDataParallel in two processes that talk by gloo
"""

import json
import os
import sys
import tempfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=8"


def define(case):
    namespace = {"__name__": "exported"}
    exec(compile(case["source"], case["name"], "exec"), namespace)
    return namespace[case["functionName"]]


def run_keras(cases):
    import keras
    import tensorflow as tf

    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
    strategy = tf.distribute.MirroredStrategy(["/cpu:0", "/cpu:1"])
    for case in cases:
        with strategy.scope():
            weight = keras.Variable([0.0])
            optimizer = keras.optimizers.SGD(learning_rate=define(case))
            optimizer.build([weight])

        @tf.function
        def update():
            def in_replica():
                rate = tf.identity(optimizer.learning_rate)
                optimizer.apply([tf.ones([1])], [weight])
                return rate

            return strategy.experimental_local_results(strategy.run(in_replica))

        yield [[float(rate) for rate in update()] for _ in case["rates"]]


def run_optax(cases):
    import jax
    import jax.numpy as jnp
    import optax

    devices = jax.device_count()
    for case in cases:
        # What it subtracts from a weight with the gradient 1 is the rate.
        optimizer = optax.sgd(define(case))
        state = jax.pmap(optimizer.init)(jnp.zeros([devices, 1]))
        update = jax.pmap(optimizer.update)
        rates = []
        for _ in case["rates"]:
            change, state = update(jnp.ones([devices, 1]), state)
            rates.append([-float(x) for x in change[:, 0]])
        yield rates


def train_torch(rank, workers, cases, folder):
    import warnings

    import torch
    import torch.distributed as dist

    warnings.simplefilter("ignore")
    dist.init_process_group("gloo", init_method=f"file://{folder}/store", rank=rank, world_size=workers)
    outcome = []
    for case in cases:
        model = torch.nn.parallel.DistributedDataParallel(torch.nn.Linear(1, 1))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        scheduler = define(case)(optimizer)
        rates = []
        for _ in case["rates"]:
            optimizer.zero_grad()
            model(torch.ones(1, 1)).sum().backward()
            rates.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            scheduler.step()
        everyone = [None] * workers
        dist.all_gather_object(everyone, rates)
        outcome.append([list(rates) for rates in zip(*everyone, strict=True)])
    if rank == 0:
        with open(f"{folder}/outcome.json", "w") as file:
            json.dump(outcome, file)
    dist.destroy_process_group()


def run_torch(cases):
    import torch.multiprocessing as mp

    with tempfile.TemporaryDirectory() as folder:
        mp.spawn(train_torch, (2, cases, folder), nprocs=2)
        with open(f"{folder}/outcome.json") as file:
            return json.load(file)


RUN = {"keras": run_keras, "optax": run_optax, "torch": run_torch}


def main():
    cases = json.load(sys.stdin)
    outcome = []
    for case, rates in zip(cases, RUN[sys.argv[1]](cases), strict=True):
        largest = max(map(abs, case["rates"])) or 1.0
        outcome.append(
            {
                "name": case["name"],
                "workers": len(rates[0]),
                "same": all(rate == of_step[0] for of_step in rates for rate in of_step),
                "error": max(abs(a[0] - b) / largest for a, b in zip(rates, case["rates"], strict=True)),
            }
        )
    json.dump(outcome, sys.stdout)


if __name__ == "__main__":
    main()
