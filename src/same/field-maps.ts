import { fieldMaps as mlx } from '../dialects/mlx/field-maps.js';
import { fieldMaps as optax } from '../dialects/optax/field-maps.js';
import { fieldMaps as paddle } from '../dialects/paddle/field-maps.js';
import { fieldMaps as timm } from '../dialects/timm/field-maps.js';
import { fieldMaps as torch } from '../dialects/torch/field-maps.js';
import { fieldMaps as transformers } from '../dialects/transformers/field-maps.js';
import { fieldMaps as blocks } from '../schedules/blocks/field-maps.js';
import { fieldMaps as keras } from '../schedules/keras/field-maps.js';
import { fieldMaps as modelGarden } from '../schedules/model-garden/field-maps.js';
import type { FieldMaps } from './field-map.js';

/** How each framework has the curves that others have too, by its name in the catalog. */
export const fieldMaps: Readonly<Record<string, FieldMaps>> = {
  keras,
  'model-garden': modelGarden,
  optax,
  torch,
  timm,
  transformers,
  paddle,
  mlx,
  blocks,
};
