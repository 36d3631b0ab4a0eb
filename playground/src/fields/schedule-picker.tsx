import { type CatalogEntry, catalog, findSchedule, frameworkTitles, schedulesMeant } from 'lr-schedules/recipe';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Icon } from '../components/icon.js';
import { usePopover } from '../components/popover.js';
import { helpOfSchedule } from './help.js';
import { hint } from './hint.js';

interface SchedulePickerProps {
  readonly id: string;
  readonly label: string;
  /** Of the schedule that is chosen. */
  readonly name: string;
  readonly problem: string | null;
  readonly onPick: (name: string) => void;
}

const groups = (Object.entries(frameworkTitles) as [CatalogEntry['framework'], string][]).map(([framework, title]) => ({
  title,
  entries: catalog.filter((entry) => entry.framework === framework),
}));

/** Without its framework, which stands beside it. */
export const shortName = (name: string) => name.slice(name.indexOf('.') + 1);

const matches = (text: string, { name, framework }: CatalogEntry) => {
  const words = text
    .toLowerCase()
    .split(/[\s._]+/)
    .filter(Boolean);
  const all = `${name} ${frameworkTitles[framework]}`.toLowerCase().replaceAll('_', '');
  return words.every((word) => all.includes(word));
};

/** A schedule of any framework, to be found by its name. */
export function SchedulePicker({ id, label, name, problem, onPick }: SchedulePickerProps) {
  const popover = usePopover();
  const entry = findSchedule(name);
  return (
    <div class="picker" onPointerEnter={() => tellHelp(name)} onFocusIn={() => tellHelp(name)}>
      <button
        type="button"
        id={id}
        class="picker-button"
        aria-haspopup="listbox"
        aria-describedby={problem ? `${id}-problem` : undefined}
        onClick={popover.toggle}
        {...popover.button}
      >
        <span class="visually-hidden">{label}: </span>
        <span class="picker-name">{shortName(name)}</span>
        <span class="badge">{frameworkTitles[entry.framework]}</span>
        <Icon name="chevron" />
      </button>
      {problem && (
        <p class="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
      <div class="popover picker-list" {...popover.panel}>
        {popover.isOpen && (
          <Choices
            id={id}
            chosen={name}
            onPick={(picked) => {
              popover.close();
              if (picked === name) return;
              onPick(picked);
              tellHelp(picked);
            }}
          />
        )}
      </div>
    </div>
  );
}

function tellHelp(name: string): void {
  const text = helpOfSchedule(name);
  hint.value = text ? { title: shortName(name), text } : null;
}

interface ChoicesProps {
  readonly id: string;
  readonly chosen: string;
  readonly onPick: (name: string) => void;
}

function Choices({ id, chosen, onPick }: ChoicesProps) {
  const [text, setText] = useState('');
  const meant = text.trim() === '' ? [] : schedulesMeant(text);
  const found = groups
    .map(({ title, entries }) => ({
      title,
      entries: entries.filter((entry) => matches(text, entry) || meant.includes(entry.name)),
    }))
    .filter(({ entries }) => entries.length > 0);
  const all = found.flatMap(({ entries }) => entries);
  const [wanted, setActive] = useState(chosen);
  const active = all.find(({ name }) => name === wanted) ?? all[0];
  const idOf = (entry: CatalogEntry) => `${id}-${entry.name}`;

  useLayoutEffect(() => document.getElementById(`${id}-search`)?.focus(), [id]);
  useEffect(() => {
    if (active) document.getElementById(`${id}-${active.name}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  function onKeyDown(event: KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (event.key === 'Enter') {
      // The focus goes back to the button, which would take the key for a click.
      event.preventDefault();
      if (active) onPick(active.name);
    }
    if (move === undefined || !active) return;
    event.preventDefault();
    const index = Math.min(Math.max(all.indexOf(active) + move, 0), all.length - 1);
    setActive(all[index]?.name ?? chosen);
  }

  return (
    <>
      <div class="search">
        <Icon name="search" />
        <input
          id={`${id}-search`}
          role="combobox"
          aria-label="Search schedules"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active && idOf(active)}
          aria-autocomplete="list"
          autocomplete="off"
          spellcheck={false}
          placeholder={`Search ${catalog.length} schedules`}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="choices" role="listbox" id={`${id}-list`} aria-label="Schedules">
        {found.map(({ title, entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has no fieldsets.
          <div key={title} role="group" aria-label={title}>
            <div class="choices-title" aria-hidden="true">
              {title}
            </div>
            {entries.map((entry) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field.
              <div
                key={entry.name}
                id={idOf(entry)}
                role="option"
                tabIndex={-1}
                class={entry === active ? 'is-active' : ''}
                aria-selected={entry.name === chosen}
                onClick={() => onPick(entry.name)}
                onPointerMove={() => setActive(entry.name)}
              >
                {shortName(entry.name)}
                {entry.name === chosen && <Icon name="check" />}
              </div>
            ))}
          </div>
        ))}
      </div>
      {all.length === 0 && (
        <p class="empty" role="status">
          No schedule is called “{text}”.
        </p>
      )}
    </>
  );
}
