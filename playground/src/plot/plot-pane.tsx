import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { plan, shown } from '../state/store.js';
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
        </Stage>
        {shown.value.length === 0 && (
          <p class="empty">
            {plan.value.curves.length === 0
              ? 'No curves yet: add one, open a file, or take an example.'
              : 'All curves are hidden.'}
          </p>
        )}
      </div>
      <RateTable />
    </section>
  );
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
