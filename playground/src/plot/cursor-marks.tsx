import { cursor, shown, view } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { drawn, placeOf, range } from './drawing.js';
import { lookOf } from './scene.js';

/** A line at the cursor's step, and a dot on each curve. */
export function CursorMarks() {
  const step = cursor.value;
  const { from, to } = range.value;
  const y = drawn.value?.y;
  if (step === null || step < from || step >= to || !y) return null;
  const left = `${placeOf(step) * 100}%`;
  return (
    <>
      <div class="cursor-line" style={{ left }} />
      {shown.value.map(({ curve, schedule }) => {
        const rate = schedule?.at(step) ?? Number.NaN;
        const height = ((view.value.log ? Math.log10(rate) : rate) - y.from) / (y.to - y.from);
        if (!(height >= 0 && height <= 1)) return null;
        const { colour } = lookOf(curve.slot, isDark.value);
        return (
          <div
            key={curve.slot}
            class="cursor-dot"
            style={{ left, top: `${(1 - height) * 100}%`, backgroundColor: colour }}
          />
        );
      })}
    </>
  );
}
