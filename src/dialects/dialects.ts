import type { Dialect } from '../catalog-entry.js';
import { optax } from './optax/list.js';
import { timm } from './timm/list.js';
import { torch } from './torch/list.js';
import { transformers } from './transformers/list.js';

/** The frameworks whose schedules have functions here; to add one is to add its folder and its line. */
export const dialects: readonly Dialect[] = [optax, torch, timm, transformers];
