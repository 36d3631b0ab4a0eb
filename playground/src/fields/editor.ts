import type { CatalogOption, Option, Path, PlacedError } from 'lr-schedules/recipe';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { history, setValue } from '../state/store.js';

/** The curve whose options the fields below change. */
export interface Editor {
  readonly slot: number;
  readonly error: PlacedError | null;
}

export const EditorContext = createContext<Editor>({ slot: 0, error: null });

/** What a field needs that changes one option. */
export interface OptionProps<O extends Option = Option> {
  readonly option: CatalogOption & O;
  readonly path: Path;
  /** Undefined where the option is left out. */
  readonly value: unknown;
}

/** The gesture of a change that is made at once. */
const PUT = 'put';

/** How the field at a path changes the curve, and what is wrong there or further in. */
export function useOption(path: Path) {
  const { slot, error } = useContext(EditorContext);
  const place = path.join('.');
  const isHere = error !== null && path.every((key, i) => String(error.path[i]) === String(key));
  return {
    id: `option-${slot}-${place || 'rate'}`,
    problem: isHere ? sentence(error.message) : null,
    /** Undefined takes the option out. Changes until `settle` are undone at once. */
    set: (value: unknown) => setValue(slot, path, value, place),
    /** A change that is an entry of its own, with what else belongs to it until the next. */
    put: (value: unknown) => {
      history.settle();
      setValue(slot, path, value, PUT);
    },
    settle: () => history.settle(),
  };
}

/** The message without the class before it, which stands above the field. */
const sentence = (message: string) => message.replace(/^(?:[\w.]+|get\w+\("\w+"\)): /, '');

/** An option's name as people say it. */
export const labelOf = (pythonName: string) => pythonName.replaceAll('_', ' ');
