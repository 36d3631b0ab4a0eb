import { CurveList } from './components/curve-list.js';
import { Editor } from './components/editor.js';
import { HintBar } from './components/hint-bar.js';
import { Notices } from './components/notices.js';
import { RunForm } from './components/run-form.js';
import { TopBar } from './components/top-bar.js';
import { DropZone } from './files/drop-zone.js';
import { Panels } from './panels/panels.js';
import { PlotPane } from './plot/plot-pane.js';
import { opened } from './state/store.js';

export function App() {
  return (
    <>
      <TopBar />
      <main class="layout">
        <PlotPane />
        <section class="side" aria-label="Plan" key={opened.value}>
          <CurveList />
          <Editor />
          <RunForm />
          <HintBar />
        </section>
        <Panels />
      </main>
      <Notices />
      <DropZone />
    </>
  );
}
