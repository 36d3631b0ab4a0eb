import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Handles } from '../handles/handles.js';
import { Segments } from '../handles/segments.js';
import { plan, shown, view } from '../state/store.js';
import { drawn, keepDrawn } from './drawing.js';
import { Markers } from './markers.js';
import { Overlay } from './overlay.js';
import { RateTable } from './rate-table.js';
import { CursorStep, Readout } from './readout.js';
import { Toolbar } from './toolbar.js';

/** The curves, and all that reads them. */
export function PlotPane() {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => (root.current ? keepDrawn(root.current) : undefined), []);
  return (
    <section class="plot-pane" aria-label="Plot">
      <div class="plot-head">
        <CursorStep />
        <Toolbar />
      </div>
      <Readout />
      <div class="plot">
        <div class="canvas" ref={root} aria-hidden="true" />
        <Stage>
          <Overlay />
          <Markers />
          <Segments />
          <Handles />
        </Stage>
        <Blank />
      </div>
      <RateTable />
    </section>
  );
}

/** Why nothing is to be seen, where that is so. */
function Blank() {
  const isBlank = drawn.value?.isBlank === true;
  if (shown.value.length > 0 && !isBlank) return null;
  const reason =
    plan.value.curves.length === 0
      ? 'No curves yet: add one, open a file, or take an example.'
      : shown.value.length === 0
        ? 'All curves are hidden.'
        : view.value.log
          ? 'No rate here is above 0, and a logarithmic axis has no place for the others.'
          : 'No rate here is a number.';
  return <p class="empty">{reason}</p>;
}

/** The place of the curves in the plot, for what lies above them. */
function Stage({ children }: { readonly children: ComponentChildren }) {
  const { left = 0, top = 0, width = 0, height = 0 } = drawn.value?.area ?? {};
  return (
    <div class="stage" style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}>
      {children}
    </div>
  );
}
