"""Makes keras-training.json: what real Keras computes with a schedule in its optimizers, and its ReduceLROnPlateau.

Run with TensorFlow-CPU 2.21 and Keras 3.15: python test/golden/make_keras_training.py

The network is 6-16-1 with tanh, mean squared error, 400 updates of 32 examples. Initial weights and data come from a
small generator of random numbers that test/tfjs/training.ts has too, so that they need no storing.
"""

import json
import os
import pathlib
import types

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

EXAMPLES, FEATURES, HIDDEN, BATCH, STEPS = 256, 6, 16, 32, 400
CHECKPOINTS = (100, 400)


class Random:
    """The generator of Numerical Recipes: uniform numbers from -1 to 1."""

    def __init__(self, seed):
        self.state = seed

    def numbers(self, *shape):
        values = []
        for _ in range(int(np.prod(shape))):
            self.state = (1664525 * self.state + 1013904223) % 2**32
            values.append(self.state / 2**31 - 1)
        return np.array(values, "float64").reshape(shape)


def make_data():
    random = Random(7)
    x = random.numbers(EXAMPLES, FEATURES)
    # Multiplications and additions alone: every language gives the same.
    y = x[:, 0] * x[:, 1] - 0.5 * x[:, 2] + x[:, 3] * x[:, 4] * x[:, 5]
    return x.astype("float32"), y.astype("float32")[:, None]


def make_weights():
    random = Random(11)
    return [
        (random.numbers(FEATURES, HIDDEN) * 0.5).astype("float32"),
        np.zeros(HIDDEN, "float32"),
        (random.numbers(HIDDEN, 1) * 0.5).astype("float32"),
        np.zeros(1, "float32"),
    ]


def make_schedule():
    return keras.optimizers.schedules.CosineDecay(
        1e-4, 320, alpha=0.01, warmup_target=0.02, warmup_steps=40
    )


def numbers(array):
    """The shortest decimals that read back as the same float32."""
    return [float(str(value)) for value in np.asarray(array, "float32").ravel()]


def train(optimizer):
    model = keras.Sequential(
        [
            keras.layers.Input((FEATURES,)),
            keras.layers.Dense(HIDDEN, activation="tanh"),
            keras.layers.Dense(1),
        ]
    )
    model.set_weights(make_weights())
    model.compile(optimizer=optimizer, loss="mse")
    x, y = make_data()
    checkpoints = {}
    for step in range(STEPS):
        start = step * BATCH % EXAMPLES
        model.train_on_batch(x[start : start + BATCH], y[start : start + BATCH])
        if step + 1 in CHECKPOINTS:
            checkpoints[step + 1] = [numbers(weight) for weight in model.get_weights()]
    return checkpoints


def plateau(options, values):
    """The rate before each epoch, and after the last, of an optimizer that starts at 0.1."""
    callback = keras.callbacks.ReduceLROnPlateau(**options)
    optimizer = keras.optimizers.SGD(0.1)
    callback.set_model(types.SimpleNamespace(optimizer=optimizer))
    callback.on_train_begin()
    rates = numbers(optimizer.learning_rate)
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {options.get("monitor", "val_loss"): value})
        rates += numbers(optimizer.learning_rate)
    return {"options": options, "values": values, "rates": rates}


LOSSES = [3, 2, 2, 2, 1.99995, 1.5, 1.5, 1.6, 1.7, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.39, 1.4, 1.4, 1.4]

golden = {
    "versions": {"tensorflow": tf.__version__, "keras": keras.__version__, "numpy": np.__version__},
    "rates": numbers([make_schedule()(step) for step in range(STEPS)]),
    "optimizers": {
        "sgd": train(keras.optimizers.SGD(make_schedule())),
        "momentum": train(keras.optimizers.SGD(make_schedule(), momentum=0.9)),
        "nesterov": train(keras.optimizers.SGD(make_schedule(), momentum=0.9, nesterov=True)),
    },
    "plateau": [
        plateau({"patience": 2}, LOSSES),
        plateau({"patience": 3, "factor": 0.5, "cooldown": 2}, LOSSES),
        plateau({"patience": 1, "factor": 0.3, "min_lr": 0.004}, LOSSES),
        plateau({"patience": 2, "min_delta": 0.2, "factor": 0.7}, LOSSES),
        plateau({"patience": 0, "factor": 0.9}, LOSSES),
        plateau({"patience": 2, "mode": "max", "monitor": "val_accuracy"}, [1 / loss for loss in LOSSES]),
    ],
}
path = pathlib.Path(__file__).with_name("keras-training.json")
path.write_text(json.dumps(golden, separators=(",", ":")).replace('],"', '],\n"') + "\n")
print(path, path.stat().st_size, "bytes")
