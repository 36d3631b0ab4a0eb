"""Makes keras-proof/: models that real Keras trained, saved half-way and trained on, each for a row of the table of what is proven.

Run with TensorFlow-CPU 2.21, Keras 3.15 and tf_keras 2.21: python test/golden/make_keras_proof.py [names... | missing]

A case is one line of keras_proof_cases.py; each is made in Keras 3 and in tf_keras, one as `.keras` and the other as `.h5`. With the beginnings of
names, those cases are made anew and the others kept; with `missing`, those that are not there yet. Inputs and targets come from the small generator of random numbers that
test/tfjs/training.ts has too, so that they need no storing.
"""

import gzip
import json
import os
import pathlib
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
import tf_keras

FOLDER = pathlib.Path(os.environ.get("PROOF_FOLDER", pathlib.Path(__file__).with_name("keras-proof")))
LIBRARIES = {"keras3": keras, "tfkeras": tf_keras}
BATCH, BATCHES, BEFORE, AFTER = 5, 3, 13, 20


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


def draw(random, kind, shape):
    """What a batch holds: see `draw` in test/keras/proof.ts."""
    u = random.numbers(BATCH, *shape)
    if kind == "float":
        return (u * 2).astype("float32")
    if kind == "positive":
        return (u + 1.2).astype("float32")
    if kind == "unit":
        return ((u + 1) / 2).astype("float32")
    if kind == "sign":
        return np.where(u > 0, 1, -1).astype("float32")
    if kind == "bit":
        return (u > 0).astype("float32")
    if kind == "steps":
        return np.round(u * 2).astype("float32")
    if kind == "distribution":
        e = np.exp(u.astype("float64"))
        return (e / e.sum(-1, keepdims=True)).astype("float32")
    if kind == "onehot":
        return (u == u.max(-1, keepdims=True)).astype("float32")
    if kind.startswith("padded"):
        # The last of the steps are zero, of which the first of each example never.
        values = (u * 2).astype("float32")
        for i in range(BATCH):
            values[i, 1 + i % shape[0] :] = 0
        return values
    count = int(kind[3:] if kind.startswith("int") else kind[6:])
    ints = np.floor((u + 1) / 2 * count).astype("int32")
    if kind.startswith("words0"):
        raise ValueError(kind)
    if kind.startswith("zeros="):
        # Padded at the end.
        for i in range(BATCH):
            ints[i] = np.maximum(ints[i], 1)
            ints[i, 1 + i % shape[0] :] = 0
    return ints


def numbers(array):
    """The shortest decimals that read back as the same float32."""
    return [float(str(value)) for value in np.asarray(array, "float32").ravel()]


def start(model, seed):
    """Weights from the generator; variances must be positive."""
    random = Random(seed)
    values = []
    for weight in model.weights:
        name = getattr(weight, "path", weight.name)
        if "seed_generator" in name or not np.issubdtype(np.dtype(str(weight.dtype).split("'")[-2] if "'" in str(weight.dtype) else weight.dtype), np.floating):
            values.append(weight.numpy())
            continue
        value = random.numbers(*weight.shape) * 0.7
        values.append(np.abs(value) + 0.5 if "variance" in name or "gamma" in name else value)
    model.set_weights(values)
    for layer in model.layers:
        # What Normalization computes from its weights, as after loading.
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


CASES = {}


def case(name, layers, x=("float", 4), y=("float", 1), loss="mse", optimizer=None, only=None, metrics=None, predict=False, **compile):
    """`layers(L, k)` gives the layers of a Sequential, or a model. `x` and `y` are (kind, *shape), or lists of such."""
    assert name not in CASES, name
    CASES[name] = dict(layers=layers, x=x, y=y, loss=loss, optimizer=optimizer, only=only, metrics=metrics, predict=predict, compile=compile)


def many(spec):
    return spec if isinstance(spec, list) else [spec]


def build(k, spec):
    made = spec["layers"](k.layers, k)
    if not isinstance(made, list):
        return made
    kind, *shape = many(spec["x"])[0]
    dtype = "int32" if kind.startswith(("int", "zeros=")) else "float32"
    return k.Sequential([k.layers.Input(tuple(shape), dtype=dtype), *made])


def make(library, name, spec, extension, seed):
    k = LIBRARIES[library]
    k.backend.clear_session()
    k.utils.set_random_seed(seed)
    model = build(k, spec)
    if spec.get("start", True):
        start(model, seed)
    # What has many numbers an example has large gradients.
    rate = 0.01 if len(many(spec["x"])[0]) > 3 else 0.05
    optimizer = (spec["optimizer"] or (lambda o, k: o.SGD(rate)))(k.optimizers, k)
    loss = spec["loss"](k.losses) if callable(spec["loss"]) else spec["loss"]
    extra = {key: value(k) if callable(value) else value for key, value in spec["compile"].items()}
    metrics = spec["metrics"](k) if callable(spec["metrics"]) else spec["metrics"]
    model.compile(optimizer=optimizer, loss=loss, metrics=metrics, **extra)
    random = Random(seed + 100)
    xs, ys = [], []
    for _ in range(BATCHES):
        xs.append([draw(random, kind, shape) for kind, *shape in many(spec["x"])])
        ys.append([draw(random, kind, shape) for kind, *shape in many(spec["y"])])
    one = lambda values: values[0] if len(values) == 1 else values
    step = lambda i: model.train_on_batch(one(xs[i % BATCHES]), one(ys[i % BATCHES]), return_dict=True)
    if not spec["predict"]:
        for i in range(BEFORE):
            step(i)
    file = f"{library}-{name}.{extension}"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / file
        model.save(path)
        if library == "keras3" and extension == "h5" and not hasattr(model.optimizer, "apply"):
            raise ValueError("no optimizer")
        content = gzip.compress(path.read_bytes(), 9, mtime=0)
    record = {
        "file": file + ".gz",
        "seed": seed,
        "x": many(spec["x"]),
        "y": many(spec["y"]),
        "before": 0 if spec["predict"] else BEFORE,
    }
    if not spec["predict"]:
        record["losses"], record["metrics"] = [], []
        for i in range(BEFORE, BEFORE + AFTER):
            model.reset_metrics()
            logs = step(i)
            record["losses"].append(float(logs.pop("loss")))
            record["metrics"].append(numbers(list(logs.values())))
        if not any(record["metrics"]):
            del record["metrics"]
        record["weights"] = [numbers(weight) for weight in model.get_weights()]
    prediction = model.predict_on_batch(one(xs[0]))
    record["prediction"] = [numbers(p) for p in (prediction if isinstance(prediction, list) else [prediction])]
    if not all(np.isfinite(v).all() for v in record["prediction"]):
        raise ValueError("not finite")
    (FOLDER / record["file"]).write_bytes(content)
    return record


exec((pathlib.Path(__file__).with_name("keras_proof_cases.py")).read_text())


def main(names):
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "proof.json"
    models = json.loads(path.read_text())["models"] if path.exists() else []
    if names == ["missing"]:
        chosen = [n for n in CASES if not any(r["case"] == n for r in models)]
    else:
        chosen = [n for n in CASES if not names or any(n.startswith(p) for p in names)]
    for name in chosen:
        spec, index = CASES[name], list(CASES).index(name)
        made = []
        for library in LIBRARIES:
            if spec["only"] and spec["only"] != library:
                continue
            extension = "keras" if (index % 2 == 0) == (library == "keras3") else "h5"
            try:
                made.append({"case": name, **make(library, name, spec, extension, index % 50 + 1)})
            except Exception as error:
                print(f"{library}-{name}: {type(error).__name__} {str(error)[:200]}", flush=True)
        models = [r for r in models if r["case"] in CASES and r["case"] != name] + made
        write(path, models)
    files = {r["file"] for r in models}
    for file in FOLDER.glob("*.gz"):
        if file.name not in files:
            file.unlink()
    print(len(models), "models,", sum(f.stat().st_size for f in FOLDER.iterdir()), "bytes")


def write(path, models):
    """After each case, so that what has been made is kept."""
    order = list(CASES)
    ordered = sorted(models, key=lambda r: (order.index(r["case"]), r["file"]))
    versions = {"tensorflow": tf.__version__, "keras": keras.__version__, "tf_keras": tf_keras.__version__}
    text = json.dumps({"versions": versions, "models": ordered}, separators=(",", ":"))
    path.write_text(text.replace('},{"case', '},\n{"case') + "\n")


main(sys.argv[1:])
