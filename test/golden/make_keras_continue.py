"""Makes keras-continue/: models that real Keras trained and saved half-way, and where it got to from there by itself.

Run with TensorFlow-CPU 2.21, Keras 3.15 and tf_keras 2.21: python test/golden/make_keras_continue.py

Every file is as Keras wrote it, but for gzip around it. Initial weights and data come from the small generator of random
numbers that test/tfjs/training.ts has too, so that they need no storing.
"""

import gzip
import json
import os
import pathlib
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
import tf_keras

EXAMPLES, FEATURES, HIDDEN, BATCH, BEFORE, AFTER = 64, 4, 6, 16, 60, 50
FOLDER = pathlib.Path(__file__).with_name("keras-continue")
LIBRARIES = {"keras3": keras, "tfkeras": tf_keras}


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


def numbers(array):
    """The shortest decimals that read back as the same float32."""
    return [float(str(value)) for value in np.asarray(array, "float32").ravel()]


def start(model, seed):
    """Weights from the generator; variances must be positive."""
    random = Random(seed)
    values = [random.numbers(*weight.shape) * 0.5 for weight in model.get_weights()]
    names = [weight.name for weight in model.weights]
    model.set_weights(
        [np.abs(value) + 0.5 if "variance" in name else value for name, value in zip(names, values)]
    )


def data():
    random = Random(7)
    x = random.numbers(EXAMPLES, FEATURES)
    y = x[:, 0] * x[:, 1] - 0.5 * x[:, 2] + x[:, 3] * x[:, 3]
    return x.astype("float32"), y.astype("float32")[:, None]


def train(model, first, steps, inputs, targets):
    for step in range(first, first + steps):
        at = step * BATCH % EXAMPLES
        batch = [x[at : at + BATCH] for x in inputs]
        model.train_on_batch(batch if len(batch) > 1 else batch[0], targets[at : at + BATCH])


records = []


def save(model, name, **record):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        model.save(path)
        target = FOLDER / f"{name}.gz"
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    records.append({"file": target.name, **record})
    return records[-1]


def schedule(k):
    return k.optimizers.schedules.CosineDecay(
        1e-3, 100, alpha=0.1, warmup_target=0.02, warmup_steps=20
    )


OPTIMIZERS = {
    "adam": lambda k, rate: k.optimizers.Adam(rate),
    "sgd": lambda k, rate: k.optimizers.SGD(rate),
    "momentum": lambda k, rate: k.optimizers.SGD(rate, momentum=0.9),
    "nesterov": lambda k, rate: k.optimizers.SGD(rate, momentum=0.9, nesterov=True),
    "rmsprop": lambda k, rate: k.optimizers.RMSprop(rate),
    "rmsprop-momentum": lambda k, rate: k.optimizers.RMSprop(rate, momentum=0.5),
    "adagrad": lambda k, rate: k.optimizers.Adagrad(rate),
    "adamax": lambda k, rate: k.optimizers.Adamax(rate),
    "adam-constant": lambda k, rate: k.optimizers.Adam(0.003),
}


def continue_sequential():
    x, y = data()
    for library, k in LIBRARIES.items():
        for name, make in OPTIMIZERS.items():
            for extension in ["keras", "h5"]:
                # Beyond the five that the library promises, one format each is enough.
                if name in ("adagrad", "adamax", "rmsprop-momentum") and (extension == "h5") != (library == "tfkeras"):
                    continue
                k.backend.clear_session()
                model = k.Sequential(
                    [
                        k.layers.Input((FEATURES,)),
                        k.layers.Dense(HIDDEN, activation="tanh"),
                        k.layers.Dense(1),
                    ]
                )
                start(model, 11)
                model.compile(optimizer=make(k, schedule(k)), loss="mse", metrics=["mae"])
                train(model, 0, BEFORE, [x], y)
                record = save(model, f"{library}-{name}.{extension}", kind="sequential", iterations=BEFORE)
                train(model, BEFORE, AFTER, [x], y)
                record["weights"] = [numbers(weight) for weight in model.get_weights()]


def continue_legacy():
    """The optimizers of Keras before 2.11, which tf_keras still has, keep their slots in another order."""
    x, y = data()
    for name, make in {
        "adam": lambda rate: tf_keras.optimizers.legacy.Adam(rate),
        "momentum": lambda rate: tf_keras.optimizers.legacy.SGD(rate, momentum=0.9),
    }.items():
        tf_keras.backend.clear_session()
        model = tf_keras.Sequential(
            [
                tf_keras.layers.Dense(HIDDEN, activation="tanh", input_shape=(FEATURES,)),
                tf_keras.layers.Dense(1),
            ]
        )
        start(model, 11)
        model.compile(optimizer=make(schedule(tf_keras)), loss="mse")
        train(model, 0, BEFORE, [x], y)
        record = save(model, f"legacy-{name}.h5", kind="sequential", iterations=BEFORE)
        train(model, BEFORE, AFTER, [x], y)
        record["weights"] = [numbers(weight) for weight in model.get_weights()]


def functional(k):
    """Two inputs, a shared layer, a branch, a nested model, a frozen layer, batch normalisation."""
    a = k.layers.Input((FEATURES,), name="a_in")
    b = k.layers.Input((FEATURES,), name="b_in")
    shared = k.layers.Dense(HIDDEN, activation="tanh", name="shared_dense")
    left, right = shared(a), shared(b)
    inner_input = k.layers.Input((HIDDEN,))
    inner_output = k.layers.Dense(3, activation="sigmoid", name="inner_dense")(inner_input)
    inner_output = k.layers.BatchNormalization(name="inner_norm")(inner_output)
    inner = k.Model(inner_input, inner_output, name="inner_model")
    branch = inner(right)
    frozen = k.layers.Dense(3, name="frozen_dense", trainable=False)(left)
    joined = k.layers.Concatenate(name="join")([left, branch, frozen])
    regular = k.layers.Dense(
        4, activation="relu", name="regular_dense", kernel_regularizer=k.regularizers.L2(0.01)
    )(joined)
    added = k.layers.Add(name="sum")([regular, k.layers.Dense(4, name="skip")(a)])
    output = k.layers.Dense(1, name="out")(added)
    return k.Model([a, b], output, name="two_inputs")


def continue_functional():
    x, y = data()
    for library, k in LIBRARIES.items():
        for extension in ["keras", "h5"]:
            k.backend.clear_session()
            model = functional(k)
            start(model, 13)
            model.compile(optimizer=k.optimizers.Adam(schedule(k)), loss="mse")
            train(model, 0, BEFORE, [x, -x[:, ::-1]], y)
            record = save(model, f"{library}-functional.{extension}", kind="functional", iterations=BEFORE)
            record["prediction"] = numbers(model.predict_on_batch([x[:4], -x[:4, ::-1]]))
            train(model, BEFORE, AFTER, [x, -x[:, ::-1]], y)
            # By name: TensorFlow.js may have the layers in another order.
            record["layers"] = {
                layer.name: [numbers(weight) for weight in layer.get_weights()]
                for layer in model.layers
                if layer.get_weights()
            }


def zoo(k):
    """One of each layer with weights, and of those whose config needs care."""
    layers = k.layers
    image = [
        layers.Input((8, 8, 2)),
        layers.Conv2D(3, 3, padding="same", activation="relu"),
        layers.BatchNormalization(),
        layers.MaxPooling2D(),
        layers.DepthwiseConv2D(3, padding="same"),
        layers.LeakyReLU(),
        layers.SeparableConv2D(4, 3, padding="same", activation="elu"),
        layers.Conv2DTranspose(2, 3, strides=2, padding="same"),
        layers.PReLU(),
        layers.LayerNormalization(),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
        layers.Dense(2, activation="softmax"),
    ]
    text = [
        layers.Input((5,), dtype="int32"),
        layers.Embedding(10, 4),
        layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        layers.TimeDistributed(layers.Dense(4, activation="swish")),
        layers.Conv1D(3, 2, activation="tanh"),
        layers.GRU(3, reset_after=False, return_sequences=True),
        layers.SimpleRNN(2),
        layers.Reshape((2, 1)),
        layers.Flatten(),
        layers.ReLU(max_value=1.0),
        layers.Dense(1, activation="sigmoid"),
    ]
    return {"image": k.Sequential(image), "text": k.Sequential(text)}


def load_zoo():
    random = Random(17)
    images = random.numbers(2, 8, 8, 2).astype("float32")
    words = np.floor((random.numbers(3, 5) + 1) * 5).astype("int32")
    for library, k in LIBRARIES.items():
        k.backend.clear_session()
        for name, model in zoo(k).items():
            start(model, 19)
            loss = "categorical_crossentropy" if name == "image" else k.losses.BinaryCrossentropy()
            model.compile(optimizer=k.optimizers.SGD(schedule(k)), loss=loss, metrics=["accuracy"])
            for extension in ["keras", "h5"]:
                save(
                    model,
                    f"{library}-{name}.{extension}",
                    kind=name,
                    iterations=0,
                    prediction=numbers(model.predict_on_batch(images if name == "image" else words)),
                )
                model.compile(optimizer=k.optimizers.SGD(schedule(k)), loss=loss, metrics=["accuracy"])


FOLDER.mkdir(exist_ok=True)
continue_sequential()
continue_legacy()
continue_functional()
load_zoo()
golden = {
    "versions": {"tensorflow": tf.__version__, "keras": keras.__version__, "tf_keras": tf_keras.__version__},
    "files": records,
}
path = FOLDER / "continue.json"
path.write_text(json.dumps(golden, separators=(",", ":")).replace('},{"file', '},\n{"file') + "\n")
print(sum(file.stat().st_size for file in FOLDER.iterdir()), "bytes in", len(records), "files")
