import { findings } from '../state/answers.js';
import { look } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { drawn, goTo, placeOf, range } from './drawing.js';
import { lookOf } from './scene.js';

/** Pixels that a marker has to itself; findings closer than that share one. */
const WIDTH = 16;

/** Findings at their steps. Those who do not point find them in the list. */
export function Markers() {
  const { from, to } = range.value;
  const width = drawn.value?.area.width ?? 1;
  const groups = new Map<number, { step: number; slots: Set<number>; messages: string[]; isError: boolean }>();
  for (const { step, slot, message, severity } of findings.value.value ?? []) {
    if (step < from || step > to || severity === 'note') continue;
    const place = Math.round((placeOf(step) * width) / WIDTH);
    const group = groups.get(place) ?? { step, slots: new Set(), messages: [], isError: false };
    group.slots.add(slot);
    group.messages.push(message);
    group.isError ||= severity === 'error';
    groups.set(place, group);
  }
  return (
    <div class="markers" aria-hidden="true">
      {[...groups].map(([place, { step, slots, messages, isError }]) => (
        <button
          key={place}
          type="button"
          tabIndex={-1}
          class={isError ? 'marker is-error' : 'marker'}
          style={{ left: `${placeOf(step) * 100}%` }}
          title={messages.join('\n')}
          onClick={() => {
            look({ tab: 'findings' });
            goTo(step);
          }}
        >
          {[...slots].map((slot) => (
            <i key={slot} style={{ backgroundColor: lookOf(slot, isDark.value).colour }} />
          ))}
        </button>
      ))}
    </div>
  );
}
