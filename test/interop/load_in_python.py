"""Loads saved schedules in the real Keras and the real Model Garden, and evaluates them.

    python3 load_in_python.py < saved.json > outcome.json

Every record has the `text` of a saved schedule and `steps`. Keras classes go through `keras.optimizers.schedules.deserialize`,
those of Model Garden through tf_keras's. The outcome has, for every record, what came `as_written`, and `as_floats`, with all
numbers of the text read as floats: the `rates` (null where one is not finite) and the `offset`, or the `failure`.
"""

import importlib.util
import json
import math
import os
import sys
import types
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import tf_keras  # noqa: E402

MODEL_GARDEN = "official.modeling.optimization.lr_schedule"


def load_model_garden():
    """Model Garden's schedules under their own module name, from their file: importing `official` needs far more."""
    packages = MODEL_GARDEN.split(".")[:-1]
    for depth in range(1, len(packages) + 1):
        name = ".".join(packages[:depth])
        sys.modules[name] = types.ModuleType(name)
    path = Path(ORIGIN).parent / "modeling" / "optimization" / "lr_schedule.py"
    spec = importlib.util.spec_from_file_location(MODEL_GARDEN, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODEL_GARDEN] = module
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if isinstance(value, type)}


ORIGIN = importlib.util.find_spec("official").origin
model_garden = load_model_garden()


def is_saved(value):
    return isinstance(value, dict) and "class_name" in value


def deserialize(saved, inside=False):
    # The warmups of Model Garden take what is saved of the schedule inside for a constant rate: it is loaded before them.
    config = {key: deserialize(value, True) if is_saved(value) else value for key, value in saved["config"].items()}
    saved = {**saved, "config": config}
    if saved["class_name"] in model_garden or inside:
        # A Keras class inside a warmup of Model Garden is tf_keras's.
        return tf_keras.optimizers.schedules.deserialize(saved, custom_objects=model_garden)
    return keras.optimizers.schedules.deserialize(saved)


def evaluate(saved, steps):
    try:
        schedule = deserialize(saved)
        rates = [float(schedule(step)) for step in steps]
    except Exception as reason:
        return {"failure": f"{type(reason).__name__}: {str(reason)[:200]}"}
    offset = getattr(schedule, "_offset", getattr(schedule, "offset", None))
    return {"rates": [rate if math.isfinite(rate) else None for rate in rates], "offset": offset}


outcome = [
    {
        "as_written": evaluate(json.loads(record["text"]), record["steps"]),
        "as_floats": evaluate(json.loads(record["text"], parse_int=float), record["steps"]),
    }
    for record in json.load(sys.stdin)
]
json.dump(outcome, sys.stdout)
