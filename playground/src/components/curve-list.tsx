import { findSchedule, frameworkTitles, type ScheduleSpec } from 'lr-schedules/recipe';
import { shortName } from '../fields/schedule-picker.js';
import type { SameElsewhere } from '../jobs/jobs.js';
import { same } from '../state/answers.js';
import type { Built } from '../state/built.js';
import { tell } from '../state/notice.js';
import { LONGEST_NAME, MOST_CURVES } from '../state/page.js';
import { isNamed } from '../state/spec.js';
import { addCurves, built, changeCurve, history, look, plan, removeCurve, selected } from '../state/store.js';
import { Icon } from './icon.js';
import { IconButton } from './icon-button.js';
import { Menu } from './menu.js';
import { Swatch } from './swatch.js';

/** All curves, one of which is edited below. */
export function CurveList() {
  const isFull = plan.value.curves.length >= MOST_CURVES;
  return (
    <section aria-labelledby="curves-title">
      <div class="section-head">
        <h2 id="curves-title">Curves</h2>
        <IconButton
          icon="add"
          label={isFull ? `There are ${MOST_CURVES} curves already` : 'Add a curve'}
          isDisabled={isFull}
          onClick={() => addCurves([{ name: 'CosineDecay', spec: newCosine }])}
        />
      </div>
      <ul class="curves">
        {built.value.map((curve) => (
          <CurveCard key={curve.curve.slot} {...curve} isFull={isFull} />
        ))}
      </ul>
    </section>
  );
}

/** Where the keys go on from once what they were at is gone. */
export function focusList(): void {
  requestAnimationFrame(() => {
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    (find('.curve.is-selected input') ?? find('.section-head button'))?.focus();
  });
}

const newCosine = { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: '100%' };

/** Where the other framework's curve is not quite the same. */
function partingOf({ apart }: SameElsewhere): string {
  if (!apart) return '';
  const by = apart.by < 0.0001 ? 'by a hair' : `by at most ${percent(apart.by)} of the peak`;
  return `, apart from step ${apart.from.toLocaleString('en')} on ${by}`;
}

const percent = (part: number) => `${Number((100 * part).toPrecision(2))} %`;

function CurveCard({ curve, error, isFull }: Built & { readonly isFull: boolean }) {
  const { slot, name, isVisible, spec } = curve;
  const kind = isNamed(spec) ? spec.type : 'Constant';
  const show = (
    <IconButton
      icon={isVisible ? 'visible' : 'hidden'}
      label={`Show ${name}`}
      isPressed={isVisible}
      onClick={() => changeCurve(slot, { isVisible: !isVisible })}
    />
  );
  const badge = error ? (
    <span class="badge is-wrong">Invalid</span>
  ) : (
    <span class="badge">{frameworkTitles[findSchedule(kind).framework]}</span>
  );
  if (selected.value?.curve.slot !== slot) {
    return (
      <li class={isVisible ? 'curve' : 'curve is-hidden'}>
        <button
          type="button"
          class="curve-main"
          onClick={({ detail }) => {
            look({ selected: slot });
            // By a key: a finger would get a keyboard that it has not asked for.
            if (detail === 0) focusList();
          }}
        >
          <Swatch slot={slot} />
          <span class="visually-hidden">Edit </span>
          <span class="curve-name">{name}</span>
          {badge}
        </button>
        {show}
      </li>
    );
  }
  const add = (name: string, spec: ScheduleSpec) => {
    addCurves([{ name, spec }]);
    focusList();
  };
  const { value, isPending } = same.value;
  const elsewhere = error || isPending ? [] : (value ?? []);
  return (
    <li class={isVisible ? 'curve is-selected' : 'curve is-selected is-hidden'} aria-current="true">
      <div class="curve-main">
        <Swatch slot={slot} />
        <input
          class="curve-name"
          aria-label="Name of the curve"
          value={name}
          maxLength={LONGEST_NAME}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => changeCurve(slot, { name: currentTarget.value }, `name ${slot}`)}
          onBlur={() => {
            // A curve without a name could not be told from the others.
            if (name.trim() === '') changeCurve(slot, { name: shortName(kind) }, `name ${slot}`);
            history.settle();
          }}
        />
        {badge}
      </div>
      {show}
      <div class="curve-tools">
        <Menu
          label="Same in another framework"
          class="tool"
          isDisabled={elsewhere.length === 0 || isFull}
          items={elsewhere.map((other) => ({
            label: frameworkTitles[other.framework] ?? other.framework,
            about: `${shortName(isNamed(other.spec) ? other.spec.type : 'Constant')}${partingOf(other)}`,
            onPick: () => add(`${name}, ${frameworkTitles[other.framework]}`, other.spec),
          }))}
        >
          <Icon name="same" />
          Same in…
        </Menu>
        <button type="button" class="tool" disabled={isFull} onClick={() => add(name, spec)}>
          <Icon name="copy" />
          Duplicate
        </button>
        <button
          type="button"
          class="tool"
          onClick={() => {
            removeCurve(slot);
            focusList();
            tell('done', `“${name}” is deleted; undo brings it back.`);
          }}
        >
          <Icon name="remove" />
          Delete
        </button>
      </div>
    </li>
  );
}
