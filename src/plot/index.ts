export { formatRate, formatSteps, formatTicks, linearTicks, logTicks } from './axis.js';
export { PALETTE } from './palette.js';
export type { Mark, NamedPoints, NamedSchedule, Panel, PlotOptions } from './panel.js';
export { type Curve, type SampleOptions, sampleCurve } from './sample-curve.js';
export { type PlotSvgOptions, plotSvg } from './svg.js';
export { type PlotTextOptions, plotText } from './text.js';
