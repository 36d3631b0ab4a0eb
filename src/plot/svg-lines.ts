import type { Axis } from './axis.js';
import type { Curve } from './sample-curve.js';

/** How far a line may be drawn over the edge, so that it is as thick there as elsewhere. */
export const BLEED = 3;
/** How far in pixels a point may be from the line that is drawn without it. */
const UNSEEN = 0.04;

/** Where the curves of a panel are, in pixels. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** The points of a curve in pixels, in pieces between which it is nowhere. */
export function piecesOf(
  { steps: places, rates }: Curve,
  axis: Axis,
  steps: Axis,
  { x, y, width, height }: Frame,
): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  for (const [i, rate] of rates.entries()) {
    const fromTop = 1 - axis.position(rate);
    if (Number.isNaN(fromTop)) {
      piece = [];
      continue;
    }
    if (piece.length === 0) pieces.push(piece);
    // What a logarithm leaves out is below the edge.
    const down = fromTop > 1 ? height + 2 * BLEED : fromTop * height;
    piece.push([px(x + steps.position(places[i] as number) * width), px(y + down)]);
  }
  return pieces.map(straighten);
}

/** The points of a curve in whole pixels, each once, of those that are on the axis. */
export function seenOf({ steps: places, rates }: Curve, axis: Axis, steps: Axis, frame: Frame): Point[] {
  const { x, y, width, height } = frame;
  const seen = new Map<number, Point>();
  for (const [i, rate] of rates.entries()) {
    const fromTop = 1 - axis.position(rate);
    if (!(fromTop <= 1)) continue;
    const point = [
      Math.round(x + steps.position(places[i] as number) * width),
      Math.round(y + fromTop * height),
    ] as const;
    seen.set(point[0] * 2 ** 20 + point[1], point);
  }
  return [...seen.values()];
}

/** The points without those that a line between their neighbours passes closer by than can be seen. */
function straighten(points: readonly Point[]): Point[] {
  const kept = points.slice(0, 1);
  let [x, y] = points[0] as Point;
  let [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [i, point] of points.entries()) {
    if (i === 0) continue;
    const slope = (point[1] - y) / (point[0] - x);
    if (!(slope >= lowest && slope <= highest)) {
      [x, y] = points[i - 1] as Point;
      kept.push([x, y]);
      [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    }
    lowest = Math.max(lowest, (point[1] - UNSEEN - y) / (point[0] - x));
    highest = Math.min(highest, (point[1] + UNSEEN - y) / (point[0] - x));
  }
  return points.length > 1 ? [...kept, points.at(-1) as Point] : kept;
}

/** A coordinate, to a hundredth of a pixel. */
export const px = (value: number) => Math.round(value * 100) / 100;
