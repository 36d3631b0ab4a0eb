import uPlot from 'uplot';

/** A curve as points to join; null leaves a gap. */
export interface Line {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number | null>;
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** How much of it shows, from 0 to 1. */
  readonly alpha: number;
  /** Whether the points are marked, and not joined. */
  readonly isDotted?: boolean;
}

export interface AxisTicks {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** What a chart shows. */
export interface Scene {
  readonly lines: readonly Line[];
  readonly x: AxisTicks;
  readonly y: AxisTicks;
  /** Where the run ends: what is beyond has another background. Null if it is not shown. */
  readonly end: number | null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the lines are, in pixels of the page from the chart's corner. */
export interface Area extends Size {
  readonly left: number;
  readonly top: number;
}

const FONT = '12px "Inter Variable", system-ui, sans-serif';
/** What a digit takes of that font. */
const DIGIT = 7.3;

/** A chart on a canvas: uPlot, which draws and nothing more; pointers and keys are not its business. */
export class Chart {
  private plot: uPlot | null = null;
  private scene: Scene | null = null;
  private looks = '';

  constructor(private readonly root: HTMLElement) {}

  /** Draws, and tells where. Only for another number or look of lines everything is made anew. */
  draw(scene: Scene, { width, height }: Size): Area {
    this.scene = scene;
    const data = dataOf(scene);
    const looks = JSON.stringify([
      scene.lines.map(({ colour, width, dash, alpha, isDotted }) => [colour, width, dash, alpha, isDotted]),
      coloursOf(this.root),
    ]);
    if (!this.plot || looks !== this.looks) {
      this.looks = looks;
      this.plot?.destroy();
      this.plot = new uPlot(this.options(scene, { width, height }), data, this.root);
    } else {
      const { plot } = this;
      plot.batch(() => {
        if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
        plot.setData(data, false);
        plot.setScale('x', { min: scene.x.from, max: scene.x.to });
        plot.setScale('y', { min: scene.y.from, max: scene.y.to });
        // The ticks may be others though the ends are the same.
        plot.redraw(false, true);
      });
    }
    const { left, top, width: across, height: down } = this.plot.bbox;
    const ratio = devicePixelRatio;
    return { left: left / ratio, top: top / ratio, width: across / ratio, height: down / ratio };
  }

  destroy(): void {
    this.plot?.destroy();
    this.plot = null;
  }

  private options({ lines }: Scene, size: Size): uPlot.Options {
    const { grid, text, end, beyond } = coloursOf(this.root);
    const axis = (key: 'x' | 'y'): uPlot.Axis => ({
      scale: key,
      font: FONT,
      stroke: text,
      gap: 6,
      grid: { stroke: grid, width: 1 },
      ticks: { show: false },
      splits: () => this.scene?.[key].ticks.map(({ value }) => value) ?? [],
      values: () => this.scene?.[key].ticks.map(({ label }) => label) ?? [],
    });
    const series = lines.map(
      ({ colour, width, dash, alpha, isDotted }): uPlot.Series => ({
        stroke: colour,
        width,
        dash: [...dash],
        alpha,
        pxAlign: 0,
        points: { show: false },
        facets: [
          { scale: 'x', auto: false },
          { scale: 'y', auto: false },
        ],
        paths: isDotted ? dots : (uPlot.paths.linear?.() as uPlot.Series.PathBuilder),
      }),
    );
    const range = (key: 'x' | 'y') => ({
      time: false,
      auto: false,
      range: (): [number, number] => {
        const { from, to } = (this.scene as Scene)[key];
        return [from, to];
      },
    });
    return {
      ...size,
      mode: 2,
      padding: [10, 14, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: range('x'), y: range('y') },
      axes: [
        { ...axis('x'), size: 30 },
        {
          ...axis('y'),
          size: (_, labels) => Math.ceil(Math.max(4, ...(labels ?? []).map(({ length }) => length)) * DIGIT) + 14,
        },
      ],
      // uPlot leaves the first place to the x values that all series have in common, and here none have.
      series: [{}, ...(series.length > 0 ? series : [emptySeries])],
      hooks: { drawClear: [(plot) => this.shadeEnd(plot, end, beyond)] },
    };
  }

  /** Beyond the end of the run nothing is trained. */
  private shadeEnd({ ctx, bbox, valToPos }: uPlot, line: string, beyond: string): void {
    const end = this.scene?.end;
    if (end == null) return;
    const from = Math.max(bbox.left, valToPos(end, 'x', true));
    const width = bbox.left + bbox.width - from;
    if (width <= 0) return;
    ctx.save();
    ctx.fillStyle = beyond;
    ctx.fillRect(from, bbox.top, width, bbox.height);
    ctx.fillStyle = line;
    ctx.fillRect(from, bbox.top, devicePixelRatio, bbox.height);
    ctx.restore();
  }
}

/** Half of what a dot is across, in pixels. */
const DOT = 2;

/** Each point as a square of its own. */
const dots: uPlot.Series.PathBuilder = (plot, index) => {
  const path = new Path2D();
  uPlot.orient(plot, index, (_, xs, ys, xScale, yScale, toX, toY, left, top, width, height) => {
    const half = DOT * devicePixelRatio;
    for (let i = 0; i < xs.length; i++) {
      const [x, y] = [xs[i], ys[i]];
      if (x == null || y == null) continue;
      path.rect(toX(x, xScale, width, left) - half, toY(y, yScale, height, top) - half, 2 * half, 2 * half);
    }
  });
  return { stroke: path, fill: null, clip: null, band: null, gaps: null, flags: 0 } as unknown as uPlot.Series.Paths;
};

const emptySeries: uPlot.Series = {
  points: { show: false },
  facets: [
    { scale: 'x', auto: false },
    { scale: 'y', auto: false },
  ],
};

function dataOf({ lines }: Scene): uPlot.AlignedData {
  const data = lines.length > 0 ? lines.map(({ x, y }) => [x, y]) : [[[], []]];
  return [null, ...data] as unknown as uPlot.AlignedData;
}

/** The colours of the page's theme. */
function coloursOf(root: HTMLElement) {
  const style = getComputedStyle(root);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    grid: colour('--plot-grid'),
    text: colour('--plot-text'),
    end: colour('--plot-end'),
    beyond: colour('--plot-beyond'),
  };
}
