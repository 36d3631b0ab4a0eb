"""Makes tensorflow-more.json: what Keras and TensorFlow Model Garden give for more configurations.

    python3 make_tensorflow.py           writes tensorflow-more.json beside this file
    python3 make_tensorflow.py --check   evaluates every record of tensorflow.json and tensorflow-more.json again

The configurations are listed below; only the values that do not matter (rates, mid points) are drawn, from a fixed seed.
"""

import importlib.util
import json
import math
import os
import random
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tf_keras  # noqa: E402

HERE = Path(__file__).resolve().parent
GIVEN = HERE / "tensorflow.json"
MADE = HERE / "tensorflow-more.json"
SEED = 20261123
KERAS = f"keras {version('keras')}"
MODEL_GARDEN = f"tfm {version('tf-models-official')}"


def load_model_garden():
    """Model Garden's schedules, from their file: importing the `official` package itself needs far more than they do."""
    root = Path(importlib.util.find_spec("official").origin).parent
    path = root / "modeling" / "optimization" / "lr_schedule.py"
    spec = importlib.util.spec_from_file_location("model_garden_lr_schedule", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


model_garden = load_model_garden()


# Evaluation


def build(source, class_name, args):
    args = {key: build_option(source, value) for key, value in args.items()}
    if source == KERAS:
        return getattr(keras.optimizers.schedules, class_name)(**args)
    # A Keras class inside a Model Garden warmup is tf_keras's.
    owner = model_garden if hasattr(model_garden, class_name) else tf_keras.optimizers.schedules
    return getattr(owner, class_name)(**args)


def build_option(source, value):
    if isinstance(value, dict) and "class_name" in value:
        return build(source, value["class_name"], value["args"])
    return value


def as_json(value):
    """The shortest decimal that gives the same float32 back; a string where there is none."""
    value = np.float32(value)
    if np.isnan(value):
        return "nan"
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    return float(str(value))


def evaluate(source, class_name, args, steps):
    schedule = build(source, class_name, args)
    values = (as_json(schedule(step)) for step in steps)
    return ["misplaced" if misplaced(source, class_name, args, step) else v for v, step in zip(values, steps)]


def misplaced(source, class_name, args, step):
    """Whether upstream's float32 logarithm puts a restart at the wrong step, here or in a schedule inside.

    The right curve is in float64, each restart found by adding up the lengths of the cycles. Upstream's rounding stays
    far below 1e-4 of a cycle's height; a restart at the wrong step is off by all of it.
    """
    inner = args.get("after_warmup_lr_sched")
    if isinstance(inner, dict):
        return any(misplaced(source, inner["class_name"], inner["args"], s) for s in {step, args["warmup_steps"]})
    if class_name != "CosineDecayRestarts":
        return False
    cycle, start, length = 0, 0.0, float(args["first_decay_steps"])
    while step >= start + length:
        start += length
        length *= args.get("t_mul", 2.0)
        cycle += 1
    rate, alpha, height = args["initial_learning_rate"], args.get("alpha", 0.0), args.get("m_mul", 1.0) ** cycle
    cosine = 0.5 * height * (1.0 + math.cos(math.pi * (step - start) / length))
    expected = rate * ((1.0 - alpha) * cosine + alpha)
    upstream = float(build(source, class_name, args)(step))
    return abs(upstream - expected) > max(1e-4 * min(1.0, height), 1e-6) * rate


# Steps


def turning_points(class_name, args):
    """The steps where a schedule changes from one rule to the next."""
    offset = args.get("offset", 0)
    if "after_warmup_lr_sched" in args:
        inner = args["after_warmup_lr_sched"]
        points = turning_points(inner["class_name"], inner["args"]) if isinstance(inner, dict) else [50]
        return [args["warmup_steps"], *points]
    if class_name.startswith("CosineDecay") and class_name != "CosineDecayRestarts":
        warmup = args.get("warmup_steps", 0) if args.get("warmup_target") is not None else 0
        points = [0, warmup, warmup + args["decay_steps"] / 2, warmup + args["decay_steps"]]
    elif class_name == "CosineDecayRestarts":
        points, length, t_mul = [0], args["first_decay_steps"], args.get("t_mul", 2.0)
        while len(points) < 5 or (t_mul >= 1.5 and points[-1] < 400_000):
            points += [points[-1] + length]
            length *= t_mul
    elif class_name.startswith("PolynomialDecay"):
        cycles = (1, 2, 3, 4, 7) if args.get("cycle") else (1,)
        points = [0, *(n * args["decay_steps"] for n in cycles)]
    elif class_name.startswith(("ExponentialDecay", "InverseTimeDecay")):
        points = [0, *(n * args["decay_steps"] for n in (1, 2, 3, 5))]
    elif "boundaries" in args:
        points = [0, *args["boundaries"]]
    elif class_name == "PowerAndLinearDecay":
        total = args["total_decay_steps"]
        points = [0, total * (1 - args.get("linear_decay_fraction", 0.1)), total]
    else:
        points = [0, 10, 1000]
    return [math.floor(point + offset) for point in points]


def choose_steps(rng, class_name, args, far):
    points = sorted({point for point in turning_points(class_name, args) if point > 0} | {0})
    steps = {0, 1}
    for point in points:
        steps |= {point - 1, point, point + 1}
    for low, high in zip(points, points[1:]):
        steps |= {(low + high) // 2, rng.randint(low, high)}
    last = points[-1]
    steps |= {rng.randint(0, last + last // 5 + 2) for _ in range(max(2, 14 - 2 * len(points)))}
    steps |= {last + last // 5 + 2} | ({3 * last + 5} if far else set())
    return sorted(step for step in steps if step >= 0)


# Configurations


def configurations(rng):
    """(source, class name, keyword arguments, far): far past the end too, unless upstream's float32 loses the cycle there."""

    def rate():
        return rng.choice([1.0, 0.4, 0.1, 0.01, 0.001, 3e-4, 2.5e-5, rng.random() / 2, rng.random() / 2, rng.random() / 2])

    def nested(class_name, **args):
        return {"class_name": class_name, "args": args}

    found = []

    def add(source, class_name, far=True, **args):
        found.append((source, class_name, args, far))

    def offset_by(offset, class_name, **args):
        add(MODEL_GARDEN, f"{class_name}WithOffset", offset=offset, **args)

    # CosineDecay
    for args in (
        {"decay_steps": 100},
        {"decay_steps": 100, "alpha": 1.0},
        {"decay_steps": 3, "alpha": 0.5},
        {"decay_steps": 1, "alpha": 0.1},
        {"decay_steps": 1_000_000, "alpha": 0.001},
        {"decay_steps": 64, "alpha": 0.0, "warmup_target": 0.5, "warmup_steps": 0},
        {"decay_steps": 90, "alpha": 0.1, "warmup_target": 0.25, "warmup_steps": 30},
        {"decay_steps": 500, "alpha": 1.0, "warmup_target": 0.3, "warmup_steps": 37},
        {"decay_steps": 25, "alpha": 0.2, "warmup_target": 0.0, "warmup_steps": 5},
        {"decay_steps": 40, "alpha": 0.0, "warmup_target": None, "warmup_steps": 10},
        {"decay_steps": 40, "alpha": 0.05, "warmup_target": 0.2},
    ):
        add(KERAS, "CosineDecay", initial_learning_rate=rate(), **args)
    add(KERAS, "CosineDecay", initial_learning_rate=0.0, decay_steps=200, warmup_target=0.1, warmup_steps=1)
    add(KERAS, "CosineDecay", initial_learning_rate=0.1, decay_steps=60, alpha=0.01, name="my_decay")

    # ExponentialDecay and InverseTimeDecay
    for args in (
        {"decay_steps": 10, "decay_rate": 0.96},
        {"decay_steps": 100, "decay_rate": 0.96, "staircase": True},
        {"decay_steps": 50, "decay_rate": 1.05},
        {"decay_steps": 50, "decay_rate": 2.0, "staircase": True},
        {"decay_steps": 20, "decay_rate": 1.0},
        {"decay_steps": 20, "decay_rate": 0.0, "staircase": True},
        {"decay_steps": 3002.4, "decay_rate": 0.97, "staircase": True},
        {"decay_steps": 100_000, "decay_rate": 0.1},
    ):
        add(KERAS, "ExponentialDecay", initial_learning_rate=rate(), **args)
    for args in (
        {"decay_steps": 1, "decay_rate": 0.5},
        {"decay_steps": 10, "decay_rate": 0.1},
        {"decay_steps": 10, "decay_rate": 3.0, "staircase": True},
        {"decay_steps": 100, "decay_rate": 0.0},
        {"decay_steps": 1000, "decay_rate": 0.96, "staircase": False},
        {"decay_steps": 7, "decay_rate": 10.0, "staircase": True},
        {"decay_steps": 12.5, "decay_rate": 2.0, "staircase": True, "name": "inverse"},
    ):
        add(KERAS, "InverseTimeDecay", initial_learning_rate=rate(), **args)

    # PolynomialDecay
    for args in (
        {"decay_steps": 100},
        {"decay_steps": 100, "end_learning_rate": 0.0, "power": 0.5},
        {"decay_steps": 33, "end_learning_rate": 0.001, "power": 3.0},
        {"decay_steps": 10, "end_learning_rate": 0.01, "power": 1.0, "cycle": True},
        {"decay_steps": 7, "end_learning_rate": 0.0, "power": 0.5, "cycle": True},
        {"decay_steps": 1000, "end_learning_rate": 1e-5, "power": 3.0, "cycle": True},
        {"decay_steps": 1, "end_learning_rate": 0.0, "power": 1.0, "cycle": True},
        {"decay_steps": 50, "end_learning_rate": 0.9, "power": 2.0},
        {"decay_steps": 20, "end_learning_rate": 0.01, "power": 0.0},
        {"decay_steps": 500_000, "end_learning_rate": 1e-7, "power": 0.9},
    ):
        add(KERAS, "PolynomialDecay", initial_learning_rate=rate(), **args)

    # PiecewiseConstantDecay
    for boundaries in ([1], [0], [10, 11, 12], [5, 50, 500, 5000, 50_000], [100, 200], list(range(3, 30, 3))):
        add(KERAS, "PiecewiseConstantDecay", boundaries=boundaries, values=[rate() for _ in range(len(boundaries) + 1)])

    # CosineDecayRestarts
    for first, t_mul, m_mul, alpha in (
        (10, 1.0, 0.9, 0.0),
        (25, 1.0, 1.0, 1.0),
        (7, 1.0, 2.0, 0.1),
        (10, 1.5, 1.0, 0.0),
        (100, 1.5, 0.5, 0.01),
        (1000, 1.5, 0.8, 0.1),
        (10, 2.0, 0.5, 0.0),
        (1, 2.0, 1.0, 0.0),
        (100, 2.0, 0.9, 0.2),
        (1000, 2.0, 1.1, 0.0),
        (10, 3.0, 0.75, 0.05),
        (7, 3.0, 1.0, 0.0),
        (5, 1.1, 0.9, 0.0),
    ):
        add(
            KERAS,
            "CosineDecayRestarts",
            far=t_mul > 1.0,
            initial_learning_rate=rate(),
            first_decay_steps=first,
            t_mul=t_mul,
            m_mul=m_mul,
            alpha=alpha,
        )
    add(KERAS, "CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=30)

    # Model Garden: the Keras classes with an offset
    offset_by(0, "CosineDecay", initial_learning_rate=rate(), decay_steps=100, alpha=1.0)
    offset_by(100_000, "CosineDecay", initial_learning_rate=rate(), decay_steps=20_000, alpha=0.1)
    offset_by(-50, "CosineDecay", initial_learning_rate=rate(), decay_steps=80)
    offset_by(-500, "CosineDecay", initial_learning_rate=rate(), decay_steps=80, alpha=0.3)
    offset_by(37, "CosineDecay", initial_learning_rate=rate(), decay_steps=37)
    offset_by(20, "CosineDecay", initial_learning_rate=rate(), decay_steps=60, warmup_target=0.2, warmup_steps=0)
    offset_by(250, "CosineDecay", initial_learning_rate=0.0, decay_steps=5000, alpha=0.01, warmup_target=0.1, warmup_steps=500)
    offset_by(-10, "CosineDecay", initial_learning_rate=0.3, decay_steps=90, alpha=0.1, warmup_target=0.05, warmup_steps=40)
    offset_by(5, "CosineDecay", initial_learning_rate=rate(), decay_steps=12, alpha=0.5, warmup_target=None, warmup_steps=6)
    offset_by(1, "CosineDecay", initial_learning_rate=rate(), decay_steps=1)
    add(MODEL_GARDEN, "CosineDecayWithOffset", initial_learning_rate=rate(), decay_steps=77, alpha=0.2)

    offset_by(40, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=10, decay_rate=0.5)
    offset_by(45, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=10, decay_rate=0.5, staircase=True)
    offset_by(1000, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=100, decay_rate=1.5)
    offset_by(-30, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=20, decay_rate=0.9, staircase=True)
    offset_by(600, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=2, decay_rate=0.5)
    offset_by(5000, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=240.5, decay_rate=0.97, staircase=True)
    offset_by(3, "ExponentialDecay", initial_learning_rate=rate(), decay_steps=5, decay_rate=0.0)

    offset_by(100, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=1000, end_learning_rate=0.0)
    offset_by(100, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=50, end_learning_rate=0.0, power=0.5)
    offset_by(60, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=40, end_learning_rate=1e-5, power=3.0)
    offset_by(-25, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=50, end_learning_rate=0.001, power=2.0)
    offset_by(30, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=20, end_learning_rate=0.01, cycle=True)
    offset_by(30, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=20, end_learning_rate=0.01, power=3.0, cycle=True)
    offset_by(50, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=20, end_learning_rate=0.0, power=0.5, cycle=True)
    offset_by(50, "PolynomialDecay", initial_learning_rate=0.01, decay_steps=20, end_learning_rate=0.01, power=2.0, cycle=True)
    offset_by(-15, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=10, end_learning_rate=0.0, power=1.0, cycle=True)
    offset_by(10, "PolynomialDecay", initial_learning_rate=rate(), decay_steps=20)

    offset_by(0, "PiecewiseConstantDecay", boundaries=[1], values=[rate(), rate()])
    offset_by(20, "PiecewiseConstantDecay", boundaries=[0], values=[rate(), rate()])
    offset_by(-12, "PiecewiseConstantDecay", boundaries=[10, 11, 12], values=[rate() for _ in range(4)])
    offset_by(-400, "PiecewiseConstantDecay", boundaries=[100, 200], values=[rate() for _ in range(3)])
    offset_by(100_000, "PiecewiseConstantDecay", boundaries=[50, 5000, 50_000], values=[rate() for _ in range(4)])
    offset_by(7, "PiecewiseConstantDecay", boundaries=[4, 8, 15, 16, 23, 42], values=[rate() for _ in range(7)])

    # Model Garden's own
    for power in (0.5, -0.5, 3.0, 0.0, -2.0):
        add(MODEL_GARDEN, "DirectPowerDecay", initial_learning_rate=rate(), power=power)
    add(MODEL_GARDEN, "DirectPowerDecay", initial_learning_rate=rate())

    for args in (
        {"power": -0.5},
        {"power": 0.5, "offset": 100, "pre_offset_learning_rate": 0.5},
        {"power": -0.5, "offset": -100, "pre_offset_learning_rate": 0.01},
        {"power": -0.25, "offset": 5000, "pre_offset_learning_rate": 0.001},
        {"power": -1.0, "offset": 50, "pre_offset_learning_rate": 0.0},
        {"power": 3.0, "offset": 20, "pre_offset_learning_rate": 2.0},
        {"offset": 10, "pre_offset_learning_rate": 0.3},
    ):
        add(MODEL_GARDEN, "PowerDecayWithOffset", initial_learning_rate=rate(), **args)

    for args in (
        {"total_decay_steps": 1000, "power": -0.5, "linear_decay_fraction": 0.1},
        {"total_decay_steps": 1000, "power": -0.5, "linear_decay_fraction": 0.1, "offset": 300},
        {"total_decay_steps": 200, "power": -0.5, "linear_decay_fraction": 0.0, "offset": 20},
        {"total_decay_steps": 200, "power": -0.5, "linear_decay_fraction": 1.0, "offset": 50},
        {"total_decay_steps": 200, "power": 0.5, "linear_decay_fraction": 1.0, "offset": -60},
        {"total_decay_steps": 100, "power": 0.5, "linear_decay_fraction": 0.1, "offset": -300},
        {"total_decay_steps": 50, "power": 3.0, "linear_decay_fraction": 0.5},
        {"total_decay_steps": 40_000, "power": -0.1, "linear_decay_fraction": 0.25, "offset": 10_000},
        {"total_decay_steps": 1, "power": -1.0, "linear_decay_fraction": 0.1},
        {"total_decay_steps": 0, "power": -0.5, "linear_decay_fraction": 0.1},
        {"total_decay_steps": 30},
    ):
        add(MODEL_GARDEN, "PowerAndLinearDecay", initial_learning_rate=rate(), **args)

    for boundaries, offset in (
        ([0], 0),
        ([100], 0),
        ([0, 100], 0),
        ([100, 200], 0),
        ([0, 1, 3], 0),
        ([50, 80, 200], 25),
        ([0, 1000, 3000, 3001], 100),
        ([0, 300, 500, 900], -200),
        ([10, 20, 40, 80, 160], 0),
        ([0, 7, 70, 700, 7000], 35),
        ([0, 60, 90], -500),
    ):
        values = [rate() for _ in boundaries]
        add(MODEL_GARDEN, "StepCosineDecayWithOffset", boundaries=boundaries, values=values, offset=offset)

    # Warmups over every class, a number, and each other
    inners = (
        nested("CosineDecayWithOffset", initial_learning_rate=0.1, decay_steps=200, alpha=0.05, offset=20),
        nested(
            "CosineDecayWithOffset",
            initial_learning_rate=0.0,
            decay_steps=100,
            warmup_target=0.2,
            warmup_steps=40,
            offset=10,
        ),
        nested("ExponentialDecayWithOffset", initial_learning_rate=0.05, decay_steps=30, decay_rate=0.9, offset=-5),
        nested(
            "PolynomialDecayWithOffset",
            initial_learning_rate=0.3,
            decay_steps=25,
            end_learning_rate=0.01,
            power=0.5,
            cycle=True,
            offset=5,
        ),
        nested("PiecewiseConstantDecayWithOffset", boundaries=[20, 60], values=[0.1, 0.02, 0.004]),
        nested("StepCosineDecayWithOffset", boundaries=[0, 40, 90], values=[1.0, 0.3, 0.1], offset=8),
        nested("PowerDecayWithOffset", initial_learning_rate=0.5, power=-0.5, offset=15, pre_offset_learning_rate=0.2),
        nested("PowerAndLinearDecay", initial_learning_rate=1.0, total_decay_steps=150, power=-0.5, offset=3),
        nested("DirectPowerDecay", initial_learning_rate=0.7, power=-0.5),
        nested(
            "LinearWarmup",
            after_warmup_lr_sched=nested("PolynomialDecayWithOffset", initial_learning_rate=0.2, decay_steps=70),
            warmup_steps=10,
            warmup_learning_rate=0.01,
        ),
        nested(
            "PolynomialWarmUp",
            after_warmup_lr_sched=nested("DirectPowerDecay", initial_learning_rate=0.4, power=-1.0),
            warmup_steps=30,
            power=0.5,
        ),
        nested("CosineDecay", initial_learning_rate=0.25, decay_steps=80, alpha=0.1),
        nested("CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=20, t_mul=2.0, m_mul=0.8),
        nested("InverseTimeDecay", initial_learning_rate=0.6, decay_steps=10, decay_rate=0.5, staircase=True),
        0.0375,
    )
    for index, inner in enumerate(inners):
        warmup_steps = (16, 0, 1, 50, 25)[index % 5]
        add(
            MODEL_GARDEN,
            "LinearWarmup",
            after_warmup_lr_sched=inner,
            warmup_steps=warmup_steps,
            warmup_learning_rate=(0.0, 0.001, 0.5)[index % 3],
        )
        add(
            MODEL_GARDEN,
            "PolynomialWarmUp",
            after_warmup_lr_sched=inner,
            warmup_steps=(33, 12, 0, 2, 60)[index % 5],
            **({} if index == 8 else {"power": (0.5, 1.0, 2.0, 3.0)[index % 4]}),
        )
    add(MODEL_GARDEN, "LinearWarmup", after_warmup_lr_sched=0.1, warmup_steps=0, warmup_learning_rate=0.0)
    add(MODEL_GARDEN, "PolynomialWarmUp", after_warmup_lr_sched=0.1, warmup_steps=0)
    add(MODEL_GARDEN, "LinearWarmup", after_warmup_lr_sched=0.001, warmup_steps=10_000, warmup_learning_rate=0.01)
    return found


def make():
    rng = random.Random(SEED)
    records = []
    for source, class_name, args, far in configurations(rng):
        steps = choose_steps(rng, class_name, args, far)
        record = {
            "source": source,
            "class_name": class_name,
            "args": args,
            "steps": steps,
            "float32": evaluate(source, class_name, args, steps),
        }
        if source == KERAS:
            record["serialized"] = keras.optimizers.schedules.serialize(build(source, class_name, args))
        records.append(record)
    lines = ",\n".join(json.dumps(record, separators=(",", ":")) for record in records)
    MADE.write_text(f"[{lines}]\n")
    return records


def check(path):
    """Evaluates the records of a table again; returns the number that are not the same to the last bit."""
    records = json.loads(path.read_text())
    wrong = 0
    for record in records:
        again = evaluate(record["source"], record["class_name"], record["args"], record["steps"])
        different = [step for step, old, new in zip(record["steps"], record["float32"], again) if old != new]
        if "serialized" in record:
            schedule = build(record["source"], record["class_name"], record["args"])
            if keras.optimizers.schedules.serialize(schedule) != record["serialized"]:
                different.append("serialized")
        if different:
            wrong += 1
            print(f"{path.name}: {record['class_name']} {json.dumps(record['args'])} differs at {different}")
    print(f"{path.name}: {len(records) - wrong} of {len(records)} records the same")
    return wrong


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(1 if sum(check(path) for path in (GIVEN, MADE) if path.exists()) else 0)
    made = make()
    counts = Counter((record["source"], record["class_name"]) for record in made)
    for (source, class_name), count in counts.items():
        print(f"{source:12} {class_name:34} {count}")
    print(f"{MADE.name}: {len(made)} records, {MADE.stat().st_size} bytes")
