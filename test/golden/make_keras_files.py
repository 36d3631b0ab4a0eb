"""Makes the models in keras-files-more/, what is in them as files.json, and hdf5.h5, with every kind of HDF5 data.

    python3 make_keras_files.py

The weights are not of interest, and differ from run to run; the schedules, settings and iterations do not.
"""

import json
import os
from importlib.metadata import version
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tf_keras  # noqa: E402
from make_tensorflow import as_json, model_garden  # noqa: E402

HERE = Path(__file__).resolve().parent / "keras-files-more"
VERSIONS = {keras: f"keras {version('keras')}", tf_keras: f"tf_keras {version('tf-keras')}"}
STEPS = [0, 1, 2, 5, 6, 7, 10, 11, 15, 20, 30, 99]


def sequential(api):
    return api.Sequential([api.layers.Input((3,)), api.layers.Dense(2)])


def functional(api):
    inputs = api.layers.Input((3,))
    left, right = api.layers.Dense(2)(inputs), api.layers.Dense(2, activation="tanh")(inputs)
    return api.Model(inputs, api.layers.Add()([left, right]))


def trained(api, build, optimizer, batches):
    model = build(api)
    model.compile(optimizer, "mse")
    x, y = np.zeros((batches, 3), "float32"), np.ones((batches, 2), "float32")
    model.fit(x, y, batch_size=1, epochs=1, verbose=0)
    return model


def describe(api, optimizer):
    """The optimizer as the framework serializes it, and the rates it gives."""
    saved = api.saving.serialize_keras_object(optimizer)
    inner = optimizer
    while hasattr(inner, "inner_optimizer"):
        inner = inner.inner_optimizer
    # The rate itself, which a legacy optimizer keeps among its settings; it has a decay of its own on top of it.
    rate = inner._hyper["learning_rate"] if isinstance(inner, tf_keras.optimizers.legacy.Optimizer) else inner._learning_rate
    schedules = (keras.optimizers.schedules.LearningRateSchedule, tf_keras.optimizers.schedules.LearningRateSchedule)
    is_schedule = isinstance(rate, schedules)
    rates = [as_json(rate(step) if is_schedule else np.float32(rate)) for step in STEPS]
    return {"source": VERSIONS[api], "serialized": saved, "steps": STEPS, "float32": rates}



def main():
    HERE.mkdir(exist_ok=True)
    k3, k3s = keras.optimizers, keras.optimizers.schedules
    tfk, tfks = tf_keras.optimizers, tf_keras.optimizers.schedules
    garden = model_garden
    files = [
        ("keras3_functional_rmsprop.keras", keras, functional, k3.RMSprop(k3s.ExponentialDecay(0.1, 10, 0.5, staircase=True), momentum=0.9), 7),
        ("keras3_adamw.h5", keras, sequential, k3.AdamW(k3s.PolynomialDecay(0.1, 20, power=2.0), weight_decay=0.01, gradient_accumulation_steps=2), 6),
        ("keras3_loss_scale.keras", keras, sequential, k3.LossScaleOptimizer(k3.SGD(k3s.CosineDecayRestarts(0.1, 5), nesterov=True, momentum=0.5)), 5),
        ("keras3_loss_scale.h5", keras, sequential, k3.LossScaleOptimizer(k3.SGD(k3s.InverseTimeDecay(0.1, 5, 0.5))), 5),
        ("keras3_constant.keras", keras, sequential, k3.Adam(0.003), 4),
        ("tfkeras_constant.h5", tf_keras, sequential, tfk.Adam(0.003), 4),
        ("tfkeras_by_name.keras", tf_keras, sequential, "rmsprop", 3),
        ("tfkeras_legacy.h5", tf_keras, sequential, tfk.legacy.SGD(tfks.ExponentialDecay(0.1, 10, 0.5), momentum=0.75, decay=0.01), 9),
        ("tfkeras_legacy.keras", tf_keras, sequential, tfk.legacy.Adam(tfks.ExponentialDecay(0.1, 10, 0.5)), 9),
        ("tfkeras_warmup_constant.keras", tf_keras, sequential, tfk.Adam(garden.LinearWarmup(0.1, 10, 0.001)), 5),
        ("tfkeras_warmup_nested.keras", tf_keras, sequential, tfk.Adam(garden.LinearWarmup(garden.CosineDecayWithOffset(offset=4, initial_learning_rate=0.1, decay_steps=20), 10, 0.001)), 5),
    ]
    described = []
    for name, api, build, optimizer, batches in files:
        model = trained(api, build, optimizer, batches)
        model.save(HERE / name)
        # What holds no iteration in the file is null there: tf_keras leaves a legacy optimizer out of a .keras file.
        iterations = None if name == "tfkeras_legacy.keras" else batches
        described.append({"file": name, "iterations": iterations, **describe(api, model.optimizer)})

    alone = [
        (keras, k3.Adagrad(k3s.PiecewiseConstantDecay([5, 10], [0.1, 0.01, 0.001]))),
        (keras, k3.Lion(k3s.CosineDecay(0.0, 30, warmup_target=0.1, warmup_steps=10))),
        (keras, k3.Adafactor(0.02)),
        (tf_keras, tfk.Nadam(tfks.InverseTimeDecay(0.1, 3, 0.5, staircase=True), clipnorm=1.0)),
        (tf_keras, tfk.SGD(garden.PowerAndLinearDecay(0.1, 50, power=-0.5, offset=3), momentum=0.9)),
        (tf_keras, tfk.Ftrl(garden.PowerDecayWithOffset(0.1, power=-0.5, offset=6, pre_offset_learning_rate=0.02))),
    ]
    described += [{"file": None, "iterations": None, **describe(api, optimizer)} for api, optimizer in alone]
    (HERE / "files.json").write_text("[\n" + ",\n".join(json.dumps(made, default=float) for made in described) + "\n]\n")
    make_hdf5(HERE / "hdf5.h5")


def make_hdf5(path):
    with h5py.File(path, "w") as file:
        many = file.create_group("many", track_order=True)
        for i in range(20):
            many.create_dataset(f"member_{i}", data=np.int64(i - 7))
        few = file.create_group("few", track_order=True)
        for name, dtype in {"half": "f2", "double": "f8", "big_endian": ">i4", "byte": "i1", "unsigned": "u2"}.items():
            few[name] = np.arange(6).astype(dtype).reshape(2, 3)
        few["flags"] = np.array([True, False, True])
        few["long"] = np.array([2**53, -3])
        chunked = np.arange(35, dtype="f4").reshape(5, 7)
        file.create_dataset("chunked", data=chunked, chunks=(2, 3))
        file.create_dataset("filtered", data=chunked, chunks=(2, 3), compression="gzip", shuffle=True, fletcher32=True)
        file.create_dataset("empty", shape=(0, 3), dtype="f4")
        file.create_dataset("not_written", shape=(4,), dtype="f4")
        file["texts"] = ["a", "bcd", "", "ü"]
        file["fixed"] = np.array([b"ab", b"c"])
        file.attrs["long"] = "x" * 2000
        file.attrs["number"] = 3
        file.attrs["numbers"] = np.float32([1.5, 2])
        file.attrs["names"] = [b"a", b"bb"]
        file["soft"] = h5py.SoftLink("/chunked")


main()
