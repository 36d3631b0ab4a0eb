import { useRef } from 'preact/hooks';
import { Choice } from '../components/choice.js';
import { Icon } from '../components/icon.js';
import { IconButton } from '../components/icon-button.js';
import { Menu } from '../components/menu.js';
import { downloads } from '../downloads/downloads.js';
import { clock, look, shown, unit, view } from '../state/store.js';
import { ZOOM, zoomBy } from './keys.js';

/** How the curves are looked at, and how they are taken away. */
export function Toolbar() {
  const { log, range } = view.value;
  const group = useRef<HTMLDivElement>(null);
  const hasEpochs = clock.value.clock.stepsPerEpoch !== null;
  return (
    <div class="toolbar">
      <Choice
        label="Axis of the rates"
        value={log ? 'log' : 'linear'}
        options={[
          { value: 'linear', text: 'Linear' },
          { value: 'log', text: 'Log' },
        ]}
        onPick={(kind) => look({ log: kind === 'log' })}
      />
      <Choice
        label="Axis of the steps"
        value={unit.value}
        options={[
          { value: 'st', text: 'Steps' },
          { value: 'ep', text: 'Epochs', isDisabled: !hasEpochs },
          { value: '%', text: '%' },
        ]}
        onPick={(unit) => look({ unit })}
      />
      <div class="group" ref={group}>
        <IconButton icon="add" label="Zoom in" onClick={() => zoomBy(1 / ZOOM)} />
        <IconButton icon="minus" label="Zoom out" onClick={() => zoomBy(ZOOM)} />
        <IconButton
          icon="zoom"
          label="Show the whole run"
          isDisabled={range === null}
          onClick={() => {
            // The button is off after this, and would take the focus with it.
            group.current?.querySelector('button')?.focus();
            look({ range: null });
          }}
        />
      </div>
      <Menu label="Download" items={downloads} isDisabled={shown.value.length === 0}>
        <Icon name="download" />
        <span class="wide-only">Download</span>
      </Menu>
    </div>
  );
}
