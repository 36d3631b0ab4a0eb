import { computed } from '@preact/signals';
import { answer } from '../jobs/answer.js';
import type { Built } from './built.js';
import { clock, selected, shown, view } from './store.js';

/** The curves that are drawn and right. */
const sound = computed(() => shown.value.filter(({ error }) => error === null));
const slotted = (curves: readonly Built[]) => curves.map(({ curve: { slot, spec } }) => ({ slot, spec }));

/** What is wrong with the curves that are drawn, in the order of the curves and their steps. */
export const findings = answer(
  'diagnose',
  computed(() => ({ run: clock.value.run, curves: slotted(sound.value) })),
);

/** The curves that the selected one is compared with. */
export const others = computed(() => sound.value.filter(({ curve }) => curve.slot !== selected.value?.curve.slot));

export const differences = answer(
  'compare',
  computed(() => {
    const base = selected.value;
    if (view.value.tab !== 'compare' || !base || base.error || others.value.length === 0) return null;
    return { run: clock.value.run, base: base.curve.spec, others: slotted(others.value) };
  }),
);

export const code = answer(
  'code',
  computed(() => {
    const base = selected.value;
    if (view.value.tab !== 'code' || !base || base.error) return null;
    return { run: clock.value.run, spec: base.curve.spec, target: view.value.target };
  }),
);

/** The selected curve in the other frameworks that have it. */
export const same = answer(
  'same',
  computed(() => {
    const base = selected.value;
    return base && !base.error ? { run: clock.value.run, spec: base.curve.spec } : null;
  }),
);
