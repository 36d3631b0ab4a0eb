import type { Random } from './random.js';

type Tree = Record<string, unknown> | unknown[];
interface Slot {
  readonly parent: Tree;
  readonly key: string | number;
}

const nested = (depth: number) => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

/** Values that something is likely not to expect, each made anew. */
const values: readonly (() => unknown)[] = [
  ...[0, -0, 1, -1, 0.5, 1e-300, 1e308, -1e308, 16, 255, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 1e21].map(
    (number) => () => number,
  ),
  ...['', ' ', 'x', '1', '1e-3', 'NaN', 'Infinity', '100%', '10ep', '-5st', '__proto__', 'constructor', 'toString'].map(
    (text) => () => text,
  ),
  ...['\0', '"\n\u001b', '→: ', 'é'.repeat(300), '💥'].map((text) => () => text),
  ...[null, true, false].map((plain) => () => plain),
  ...[
    () => [],
    () => ({}),
    () => [[]],
    () => [null],
    () => [1, 'x', null],
    () => Array(1000).fill(0),
    () => nested(100),
  ],
  () => ({ class_name: 'CosineDecay' }),
  () => ({ class_name: 'Constant', config: { value: 1 } }),
  () => ({ class_name: '__tuple__', items: [1] }),
  () => ({ type: 'CosineDecay' }),
];
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'config',
  'class_name',
  'type',
  'learning_rate',
  'name',
  'x',
  '',
];

function slotsOf(tree: Tree): Slot[] {
  const slots: Slot[] = [];
  const walk = (parent: Tree) => {
    for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
      slots.push({ parent, key });
      const value = get({ parent, key });
      if (typeof value === 'object' && value !== null) walk(value as Tree);
    }
  };
  walk(tree);
  return slots;
}

const get = ({ parent, key }: Slot): unknown => (parent as Record<string | number, unknown>)[key];

/** Sets a value under any key, `__proto__` too. */
function set({ parent, key }: Slot, value: unknown): void {
  Object.defineProperty(parent, key, { value, configurable: true, enumerable: true, writable: true });
}

function tweak(value: unknown, random: Random): unknown {
  if (typeof value === 'number') {
    return random.pick([-value, value + 1, value - 1, value * 1e6, value * 1e300, value / 3, Math.round(value)]);
  }
  if (typeof value === 'string') {
    const at = random.below(value.length + 1);
    return random.pick([
      value.slice(0, at),
      value.slice(0, at) + value.slice(at + 1),
      `${value.slice(0, at)}${random.pick(['_', 'A', '"', '\0', '.', ' ', '/', '9', 'é'])}${value.slice(at)}`,
      value.toUpperCase(),
      value + value,
    ]);
  }
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return random.chance(0.5) ? [...value, ...value] : value.slice(1);
  return value === null ? 0 : [value];
}

/** A copy of a JSON tree of which a few places are something else; `donor` is another to take parts of. */
export function mutateTree(tree: object, donor: object, random: Random): unknown {
  const root = [structuredClone(tree)] as [Tree];
  for (let count = 1 + random.below(3); count > 0; count--) {
    const slots = slotsOf(root);
    if (slots.length === 0) break;
    // Now and then the root itself.
    const slot = slots[random.chance(0.01) ? 0 : Math.min(slots.length - 1, 1 + random.below(slots.length))] as Slot;
    const value = get(slot);
    const other = random.chance(0.5) ? random.pick(slots) : random.pick(slotsOf([donor]));
    switch (random.below(9)) {
      case 0:
      case 1:
        set(slot, random.pick(values)());
        break;
      case 2:
        if (Array.isArray(slot.parent)) slot.parent.splice(Number(slot.key), 1);
        else delete slot.parent[slot.key];
        break;
      case 3:
        set(slot, structuredClone(get(other)));
        break;
      case 4:
        set(slot, random.chance(0.5) ? [value] : { [random.pick(keys)]: value });
        break;
      case 5:
        if (!Array.isArray(slot.parent)) {
          delete slot.parent[slot.key];
          const key = random.chance(0.5) ? random.pick(keys) : String(other.key);
          set({ parent: slot.parent, key }, value);
        }
        break;
      case 6:
        if (typeof value === 'object' && value !== null) {
          set(
            { parent: value as Tree, key: Array.isArray(value) ? value.length : random.pick(keys) },
            random.pick(values)(),
          );
        }
        break;
      default:
        set(slot, tweak(value, random));
    }
  }
  return root[0] ?? null;
}
