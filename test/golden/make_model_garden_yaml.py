"""Makes model-garden-yaml.json: what Model Garden's OptimizerFactory builds from YAML.

    python3 make_model_garden_yaml.py           writes model-garden-yaml.json beside this file
    python3 make_model_garden_yaml.py --check   builds every record of model-garden-yaml.json again
    python3 make_model_garden_yaml.py --rates   reads [{"yaml", "steps"}] from stdin, writes their rates to stdout

The factory gets the YAML as an experiment does, through Model Garden's own loader. Seed and order are fixed.
"""

import itertools
import json
import os
import random
import sys
import types
from importlib.metadata import version
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

# The factory is "gin.configurable", which changes nothing here: the package need not be there.
gin = types.ModuleType("gin")
gin.configurable = lambda *args, **_: args[0] if args and callable(args[0]) else (lambda function: function)
sys.modules.setdefault("gin", gin)

import numpy as np  # noqa: E402
import yaml  # noqa: E402
from official.modeling.hyperparams import params_dict  # noqa: E402
from official.modeling.optimization import optimizer_factory  # noqa: E402
from official.modeling.optimization.configs import optimization_config  # noqa: E402

HERE = Path(__file__).resolve().parent
MADE = HERE / "model-garden-yaml.json"
SOURCE = f"tfm {version('tf-models-official')}"


def as_json(value):
    """The shortest decimal that gives the same float32 back; a string where there is none."""
    value = np.float32(value)
    if np.isnan(value):
        return "nan"
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    return float(str(value))


def factory_of(text):
    file = yaml.load(text, Loader=params_dict._LOADER)
    config = file.get("trainer", file).get("optimizer_config", file)
    return optimizer_factory.OptimizerFactory(optimization_config.OptimizationConfig(config))


def rates_of(text, steps):
    rate = factory_of(text).build_learning_rate()
    return [as_json(rate(step) if callable(rate) else rate) for step in steps]


def optimizer_of(text):
    """The class that the factory makes an optimizer of, and what it passes to it but for the rate."""
    factory = factory_of(text)
    classes = optimizer_factory.LEGACY_OPTIMIZERS_CLS
    key = factory._optimizer_type
    made = classes[key]
    passed = {}

    class Recorder:
        def __init__(self, **settings):
            passed.update(settings)

    classes[key] = Recorder
    factory._use_ema = False
    try:
        factory.build_optimizer(0.1)
    except TypeError as error:
        assert "non-optimizer" in str(error), error
    finally:
        classes[key] = made
    del passed["learning_rate"]
    # Two optimizers have a config, but their class is not published: a text stands in its place.
    unpublished = {"adafactor": "Adafactor", "slide": "SLIDE"}
    return {"class_name": unpublished[key] if isinstance(made, str) else made.__name__, "config": passed}


def record(text, steps):
    return {"source": SOURCE, "yaml": text, "steps": steps, "float32": rates_of(text, steps), "optimizer": optimizer_of(text)}


# The YAML

RATES = {
    "constant": [{}, {"learning_rate": 0.025}],
    "stepwise": [
        {"boundaries": [40, 90], "values": [0.1, 0.02, 0.004]},
        {"boundaries": [10], "values": [0.3, 0.03], "offset": 25},
    ],
    "polynomial": [
        {"initial_learning_rate": 0.1, "decay_steps": 120},
        {"initial_learning_rate": 0.07, "decay_steps": 53, "end_learning_rate": 0.001, "power": 1.7, "offset": 30},
        {"initial_learning_rate": 0.2, "decay_steps": 41, "power": 2.0, "cycle": True},
    ],
    "exponential": [
        {"initial_learning_rate": 0.1, "decay_steps": 37, "decay_rate": 0.6},
        {"initial_learning_rate": 0.05, "decay_steps": 20, "decay_rate": 0.9, "staircase": True, "offset": 15},
    ],
    "cosine": [
        {"initial_learning_rate": 0.1, "decay_steps": 130},
        {"initial_learning_rate": 0.3, "decay_steps": 77, "alpha": 0.05, "offset": 20},
        # Not a field of the dataclass, and passed on all the same.
        {"initial_learning_rate": 0.01, "decay_steps": 90, "warmup_target": 0.2, "warmup_steps": 30},
    ],
    "power": [{"initial_learning_rate": 0.5}, {"initial_learning_rate": 0.001, "power": 0.3}],
    "power_linear": [
        {"initial_learning_rate": 0.4, "total_decay_steps": 140},
        {"initial_learning_rate": 0.6, "total_decay_steps": 100, "power": -0.7, "linear_decay_fraction": 0.5, "offset": 11},
    ],
    "power_with_offset": [
        {"initial_learning_rate": 0.4},
        {"initial_learning_rate": 0.9, "power": -0.8, "offset": 50, "pre_offset_learning_rate": 0.03},
    ],
    "step_cosine_with_offset": [
        {"boundaries": [0, 60, 150], "values": [0.1, 0.01, 0.0]},
        {"boundaries": [0, 33, 80, 170], "values": [0.01, 0.2, 0.05, 0.001], "offset": 17},
    ],
}

WARMUPS = [
    None,
    ("linear", {"warmup_steps": 20}),
    ("linear", {"warmup_steps": 45, "warmup_learning_rate": 0.002}),
    ("polynomial", {"warmup_steps": 35}),
    ("polynomial", {"warmup_steps": 25, "power": 2.5}),
]

OPTIMIZERS = [
    ("sgd", {}),
    ("sgd", {"momentum": 0.9, "nesterov": True, "clipnorm": 1.5}),
    ("sgd_experimental", {"momentum": 0.8}),
    ("adam", {"beta_1": 0.85}),
    ("adam_experimental", {}),
    ("adamw", {"weight_decay_rate": 0.01, "exclude_from_weight_decay": ["LayerNorm", "bias"]}),
    ("adamw_experimental", {"weight_decay": 0.05, "global_clipnorm": None}),
    ("lamb", {}),
    ("rmsprop", {"momentum": 0.9, "epsilon": 0.001, "rho": 0.95}),
    ("lars", {"weight_decay_rate": 0.0001}),
    ("adagrad", {}),
    ("slide", {}),
    ("adafactor", {"beta1": 0.9}),
    ("adafactor_keras", {}),
]

BY_HAND = [
    # A whole experiment, as Model Garden's own are written.
    """runtime:
  distribution_strategy: 'mirrored'
  mixed_precision_dtype: 'bfloat16'
task:
  train_data: &data {is_training: true, global_batch_size: 4096}
  validation_data: {<<: *data, is_training: false}
trainer:
  train_steps: 218_400
  validation_interval: 312
  optimizer_config:
    optimizer:
      type: 'sgd'
      sgd:
        momentum: 0.9
    learning_rate:
      type: 'stepwise'
      stepwise:
        boundaries: [18750, 37500, 50000]
        values: [0.8, 0.08, 0.008, 0.0008]
    warmup:
      type: 'linear'
      linear:
        warmup_steps: 3125
""",
    # Numbers as people write them, and the other types' settings beside the one that is chosen.
    """optimizer_config:
  optimizer: {type: adamw, adamw: {weight_decay_rate: 1e-2}, sgd: {momentum: 0.5}}
  learning_rate:
    type: polynomial
    polynomial: {initial_learning_rate: 3e-4, decay_steps: 10_000, end_learning_rate: 1.0e-07, power: 1}
    cosine: {initial_learning_rate: 1, decay_steps: 5}
  warmup: {type: polynomial, polynomial: {power: 1, warmup_steps: 1000}}
  ema: {average_decay: 0.999}
""",
    # Anchors, comments, a key twice, of which the last counts, and an empty warmup.
    """# rate
base: &base {initial_learning_rate: 5.0e-2, decay_steps: 0x40}
optimizer_config:
  optimizer: {type: sgd}
  learning_rate:
    type: cosine
    cosine: {<<: *base, alpha: .1, alpha: .25, offset: !!int 3}
  warmup: {type: null}
""",
]


def block(text_type, settings):
    return {"type": text_type, text_type: settings} if settings else {"type": text_type}


def yaml_texts():
    rng = random.Random(20261123)
    pairs = [(key, settings, warmup) for key, each in RATES.items() for settings, warmup in itertools.product(each, WARMUPS)]
    optimizers = itertools.cycle(OPTIMIZERS)
    for key, settings, warmup in pairs:
        config = {"optimizer": block(*next(optimizers)), "learning_rate": block(key, settings)}
        if warmup:
            config["warmup"] = block(*warmup)
        file = rng.choice([config, {"optimizer_config": config}, {"trainer": {"optimizer_config": config}}])
        yield yaml.safe_dump(file, default_flow_style=rng.choice([None, True, False]), sort_keys=False)
    yield from BY_HAND


STEPS = [0, 1, 2, 3, 7, 10, 11, 15, 16, 17, 19, 20, 21, 24, 25, 26, 34, 35, 36, 40, 41, 44, 45, 46, 50, 51, 60, 77, 90, 91, 110]
STEPS += [111, 119, 120, 121, 129, 130, 131, 149, 169, 186, 187, 200, 999, 1000, 1001, 3125, 5000, 10000, 18750, 18751, 60000]


def main():
    if "--rates" in sys.argv:
        json.dump([rates_of(asked["yaml"], asked["steps"]) for asked in json.load(sys.stdin)], sys.stdout)
        return
    if "--check" in sys.argv:
        records = json.loads(MADE.read_text())
        wrong = [made for made in records if record(made["yaml"], made["steps"]) != made]
        print(f"{len(records)} records, {len(wrong)} differ")
        sys.exit(len(wrong) > 0)
    records = [record(text, STEPS) for text in yaml_texts()]
    MADE.write_text("[\n" + ",\n".join(json.dumps(made) for made in records) + "\n]\n")
    print(f"{len(records)} records")


main()
