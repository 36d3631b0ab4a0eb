import { keras } from './keras.js';
import { numpy } from './numpy.js';
import { optax } from './optax.js';
import type { PythonTarget } from './python-source.js';
import { timm } from './timm.js';
import { torch } from './torch.js';
import { transformers } from './transformers.js';

/** The frameworks that Python is printed for; to add one is to add its file and its line. */
export const pythonTargets = { keras, optax, torch, transformers, timm, numpy } satisfies Record<string, PythonTarget>;

export type PythonTargetName = keyof typeof pythonTargets;
