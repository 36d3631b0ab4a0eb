"""Makes training-arguments.json: Hugging Face training arguments as they are saved, and the rates they lead to.

    python3 make_training_arguments.py

The rates are those of the scheduler that transformers' Trainer makes: from the arguments and the number of steps.
"""

import json
import math
from importlib.metadata import version
from pathlib import Path

import torch
from transformers import TrainingArguments, get_scheduler

MADE = Path(__file__).resolve().parent / "training-arguments.json"
SOURCE = f"transformers {version('transformers')}"

# Without the package "accelerate", which the Trainer needs, the arguments work but for their device.
TrainingArguments._setup_devices = property(lambda _: torch.device("cpu"))

CASES = [
    (7, {}),
    (7, {"learning_rate": 3e-4, "warmup_steps": 5, "num_train_epochs": 4}),
    (9, {"lr_scheduler_type": "cosine", "warmup_steps": 0.15, "num_train_epochs": 2.5}),
    (None, {"lr_scheduler_type": "cosine", "warmup_steps": 6, "max_steps": 31, "learning_rate": 0.01}),
    (None, {"lr_scheduler_type": "cosine_with_restarts", "max_steps": 30, "lr_scheduler_kwargs": {"num_cycles": 3}}),
    (None, {"lr_scheduler_type": "polynomial", "max_steps": 25, "lr_scheduler_kwargs": {"power": 2.0, "lr_end": 1e-6}}),
    (None, {"lr_scheduler_type": "constant", "max_steps": 5}),
    (None, {"lr_scheduler_type": "constant_with_warmup", "warmup_steps": 4, "max_steps": 20}),
    (None, {"lr_scheduler_type": "inverse_sqrt", "warmup_steps": 8, "max_steps": 40}),
    (None, {"lr_scheduler_type": "cosine_with_min_lr", "warmup_steps": 0.1, "max_steps": 33, "lr_scheduler_kwargs": {"min_lr": 1e-6}}),
    (None, {"lr_scheduler_type": "cosine_warmup_with_min_lr", "warmup_steps": 5, "max_steps": 33, "lr_scheduler_kwargs": {"min_lr_rate": 0.1}}),
    (None, {"lr_scheduler_type": "warmup_stable_decay", "warmup_steps": 5, "max_steps": 33, "lr_scheduler_kwargs": {"num_decay_steps": 10, "min_lr_ratio": 0.1}}),
    (5, {"optim": "sgd", "weight_decay": 0.1, "max_grad_norm": 0.5, "adam_beta1": 0.8}),
    (5, {"optim": "adamw_torch", "weight_decay": 0.1, "max_grad_norm": 0, "adam_beta1": 0.8, "adam_epsilon": 1e-6}),
    (5, {"optim": "adafactor"}),
]


def record(steps_per_epoch, arguments):
    args = TrainingArguments(output_dir="out", use_cpu=True, report_to=[], **arguments)
    saved = json.loads(args.to_json_string())
    total = args.max_steps if args.max_steps > 0 else math.ceil(args.num_train_epochs * steps_per_epoch)
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=args.learning_rate)
    scheduler = get_scheduler(
        args.lr_scheduler_type,
        optimizer=optimizer,
        num_warmup_steps=args.get_warmup_steps(total),
        num_training_steps=total,
        scheduler_specific_kwargs=args.lr_scheduler_kwargs,
    )
    values = []
    for _ in range(total + 5):
        values.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return {"source": SOURCE, "steps_per_epoch": steps_per_epoch, "arguments": saved, "values": values}


records = [record(*case) for case in CASES]
# Where and when they were made is nobody's business, and changes.
for made in records:
    made["arguments"].pop("logging_dir", None)
MADE.write_text("[\n" + ",\n".join(json.dumps(made) for made in records) + "\n]\n")
print(f"{len(records)} records")
