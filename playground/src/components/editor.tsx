import { EditorContext } from '../fields/editor.js';
import { ScheduleEditor } from '../fields/schedule-editor.js';
import { shortName } from '../fields/schedule-picker.js';
import { isNamed } from '../state/spec.js';
import { changeCurve, history, selected } from '../state/store.js';

/** The options of the selected curve. */
export function Editor() {
  const built = selected.value;
  if (!built) return null;
  const { curve, error } = built;
  const { slot, name, spec } = curve;
  const kind = shortName(isNamed(spec) ? spec.type : 'Constant');
  return (
    <section aria-label={`Schedule of ${name}`} class="editor" key={slot}>
      <EditorContext.Provider value={{ slot, error }}>
        <ScheduleEditor
          label="Schedule"
          path={[]}
          spec={spec}
          onType={(type) => {
            // A name that nobody has chosen goes with the schedule.
            if (name === kind || name.startsWith(`${kind} `))
              changeCurve(slot, { name: shortName(type) }, `${slot} put`);
            history.settle();
          }}
        />
      </EditorContext.Provider>
    </section>
  );
}
