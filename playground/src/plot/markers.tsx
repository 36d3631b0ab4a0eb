import { computed } from '@preact/signals';
import { audits, findings } from '../state/answers.js';
import { logs } from '../state/logs.js';
import type { Tab } from '../state/page.js';
import { look, view } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { drawn, goTo, placeOf, range } from './drawing.js';
import { lookOf } from './scene.js';

/** Pixels that a marker has to itself; findings closer than that share one. */
const WIDTH = 16;

interface Marked {
  readonly step: number;
  readonly slot: number;
  readonly message: string;
  readonly isError: boolean;
  readonly tab: Tab;
}

/** What is to be seen at single steps: findings, and where a log leaves the selected curve. */
const marked = computed((): readonly Marked[] => [
  ...(findings.value.value ?? []).flatMap(({ step, slot, message, severity }) =>
    severity === 'note' ? [] : [{ step, slot, message, isError: severity === 'error', tab: 'findings' as const }],
  ),
  ...(logs.value.length > 0 ? (audits.value.value ?? []) : []).flatMap(({ departures, message, name }) =>
    departures.map(({ step }) => ({
      step: Math.round(step),
      slot: view.value.selected,
      message: `${name}: ${message}`,
      isError: true,
      tab: 'audit' as const,
    })),
  ),
]);

/** Those who do not point find them in the panels. */
export function Markers() {
  const { from, to } = range.value;
  const width = drawn.value?.area.width ?? 1;
  const groups = new Map<
    number,
    { step: number; slots: Set<number>; messages: string[]; isError: boolean; tab: Tab }
  >();
  for (const { step, slot, message, isError, tab } of marked.value) {
    if (step < from || step > to) continue;
    const place = Math.round((placeOf(step) * width) / WIDTH);
    const group = groups.get(place) ?? { step, slots: new Set(), messages: [], isError: false, tab };
    group.slots.add(slot);
    group.messages.push(message);
    group.isError ||= isError;
    groups.set(place, group);
  }
  return (
    <div class="markers" aria-hidden="true">
      {[...groups].map(([place, { step, slots, messages, isError, tab }]) => (
        <button
          key={place}
          type="button"
          tabIndex={-1}
          class={isError ? 'marker is-error' : 'marker'}
          style={{ left: `${placeOf(step) * 100}%` }}
          title={messages.join('\n')}
          onClick={() => {
            look({ tab });
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
