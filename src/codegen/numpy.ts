import type { LearningRateSchedule } from '../schedule.js';
import { canFail } from './body.js';
import { forFloat64 } from './lowering.js';
import { type Arrays, arrayFunctions, arrayPython } from './python-language.js';
import { type Imports, type PythonDialect, type PythonTarget, pythonFormula, pythonText } from './python-source.js';

const arrays: Arrays = {
  functions: arrayFunctions('np', 'np.pi'),
  step: 'step',
  module: 'np',
  count: (boundaries, x, side) => `np.searchsorted(${boundaries}, ${x}, side="${side}")`,
  take: (table, index) => `${table}[${index}]`,
  cycleTable: (name) => name,
  cycleBoundaries: (starts) => starts,
};

const dialect: PythonDialect = {
  language: (tables, cycles) => arrayPython(tables, cycles, arrays),
  names: ['math', 'np', 'step'],
  table: (list) => `np.array(${list})`,
  round: (x) => x,
  longestChain: 2,
  lower: forFloat64,
};

/** The lines of a function of a step, or of an array of steps. */
export function numpyFunction(
  schedule: LearningRateSchedule,
  name: string,
  ...others: readonly string[]
): { readonly constants: readonly string[]; readonly definition: readonly string[] } {
  const { formula, constants, body } = pythonFormula(schedule, [name, ...others], dialect);
  // Both sides of every choice are computed, and where one has no value the other is taken; Python's own numbers raise.
  const lines = canFail(formula)
    ? ['step = np.asarray(step, float)', 'with np.errstate(all="ignore"):', ...body.map((line) => `    ${line}`)]
    : body;
  return { constants, definition: [`def ${name}(step):`, ...lines.map((line) => `    ${line}`)] };
}

/** What {@link numpyFunction} takes. */
export const numpyImports: Imports = { np: 'import numpy as np' };

/** A function of the step, vectorised. */
export const numpy: PythonTarget = {
  title: 'NumPy',
  imports: numpyImports,
  write(schedule, name) {
    const { constants, definition } = numpyFunction(schedule, name);
    return pythonText([constants, definition], numpyImports);
  },
};
