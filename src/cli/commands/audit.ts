import { styleText } from 'node:util';
import { type Audit, audit, describeDeparture, type Identified, identify } from '../../audit/index.js';
import { wrap } from '../../plot/text-width.js';
import type { TrainingClock, TrainingClockOptions } from '../../training-clock.js';
import { type NamedInput, scheduleOf } from '../inputs.js';
import type { NamedLog } from '../logs.js';
import { hasColours, print, sixDigits, terminalWidth } from '../output.js';
import type { RunFlags } from '../run-flags.js';
import { UsageError } from '../usage-error.js';

export interface AuditFlags {
  readonly json?: boolean;
  readonly logs: readonly NamedLog[];
}

const INDENT = ' '.repeat(12);
/** Other schedules that are named; the rest is in what `--json` prints. */
const SHOWN = 2;

/** Prints what a run really did, and where it left its plan. @returns the exit status: 1 if it did. */
export async function auditLog(inputs: readonly NamedInput[], flags: RunFlags, { logs, json }: AuditFlags) {
  const [plan] = inputs;
  const [logged] = logs;
  if (!logged) throw new UsageError('audit requires a log, or - for standard input, before the plan.');
  if (inputs.length > 1) {
    throw new UsageError(`audit takes a log and at most one plan, received ${inputs.length} plans.`);
  }
  const run = plan ? runOf(plan.clock) : flags.clock;
  const found = identify(logged.log, { run });
  const audited = plan ? audit(logged.log, scheduleOf(plan, 'learning_rate'), { run, ...formOf(plan) }) : null;
  if (json) await print(JSON.stringify({ ...summaryOf(logged), ...asData(found), audit: audited }, null, 2));
  else await print(report(logged, found, plan, audited));
  return audited?.follows === false ? 1 : 0;
}

/** What is known of the run, out of the plan's clock. */
const runOf = ({ stepsPerEpoch, totalSteps }: TrainingClock): TrainingClockOptions => ({
  ...(stepsPerEpoch === null ? {} : { batchesPerEpoch: stepsPerEpoch }),
  ...(totalSteps === null ? {} : { totalSteps }),
});

/** The form of the plan's file, whose words the remedy is in. */
const formOf = (plan: NamedInput) => ('form' in plan && typeof plan.form === 'string' ? { form: plan.form } : {});

function summaryOf({ name, log: { steps, rates, ...log } }: NamedLog) {
  return { log: name, ...log, points: steps.length, from: steps[0], to: steps.at(-1), last: rates.at(-1) };
}

/** What was identified, with schedules as recipes and models save them. */
const asData = ({ alternatives, ...found }: ReturnType<typeof identify>) => ({
  identified: found,
  alternatives,
});

function report(
  { name, log }: NamedLog,
  found: ReturnType<typeof identify>,
  plan?: NamedInput,
  audited?: Audit | null,
) {
  const colour = hasColours();
  const paint = (style: 'red' | 'green' | 'bold', text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const columns = terminalWidth();
  const line = (label: string, text: string) =>
    wrap(text, columns - INDENT.length).map(
      (part, i) => (i === 0 ? `  ${label}`.padEnd(INDENT.length) : INDENT) + part,
    );
  const unit = log.clock;
  const verdict = (() => {
    if (!plan || !audited) return '';
    if (audited.follows) return `: ${paint('green', `follows ${plan.name}`)}`;
    const from = audited.first ? `, first at ${unit} ${audited.first.step}` : '';
    return `: ${paint('red', `does not follow ${plan.name}`)}${from}`;
  })();
  const points = `${log.steps.length} ${log.steps.length === 1 ? 'point' : 'points'} of ${log.column}`;
  return [
    `${paint('bold', name)}${verdict}`,
    ...line('log', `${log.form}, ${points}, ${unit} ${log.steps[0]} to ${log.steps.at(-1)}`),
    ...ranInWords(found, audited, unit).flatMap(([label, text]) => line(label, text)),
    ...reasons(found, audited).flatMap((text) => line('reason', text)),
    ...differences(audited, unit).flatMap(([label, text]) => line(label, text)),
    ...(audited?.remedy ? line('remedy', audited.remedy) : []),
    ...[...found.open, ...log.notes].flatMap((text) => line('note', text)),
  ].join('\n');
}

/** Against a plan, why the run left it; without one, what the log shows by itself. */
function reasons({ departures }: Identified, audited: Audit | null | undefined): string[] {
  if (!audited) return departures.map((departure) => describeDeparture(departure));
  return audited.departures.length === 0 && audited.follows ? [] : [audited.message];
}

function differences(audited: Audit | null | undefined, clock: string): [label: string, text: string][] {
  if (!audited || audited.follows) return [];
  const { first, largest } = audited;
  return (['first', 'largest'] as const).flatMap((label): [string, string][] => {
    const difference = label === 'first' ? first : largest;
    if (!difference) return [];
    const { step, logged, planned } = difference;
    return [[label, `${clock} ${step}: logged ${short(logged)}, planned ${short(planned)}`]];
  });
}

/** A rate for people to read, without many zeros. */
const short = (rate: number) =>
  rate !== 0 && Math.abs(rate) < 1e-3 ? Number(rate.toPrecision(6)).toExponential() : sixDigits(rate);

/** A schedule in a phrase: `cosine, peak 2e-5, 20 steps of warmup, 200 steps in all, floor 0`. */
function scheduleInWords(
  { family, peak, warmupSteps, totalSteps, floor }: Identified,
  clock: 'step' | 'epoch',
): string {
  const times = (count: number) => `${sixDigits(count)} ${clock}${count === 1 ? '' : 's'}`;
  return [
    family,
    ...(peak === null ? [] : [`peak ${short(peak)}`]),
    ...(warmupSteps === null ? [] : [warmupSteps === 0 ? 'no warmup' : `${times(warmupSteps)} of warmup`]),
    ...(totalSteps === null ? [] : [`${times(totalSteps)} in all`]),
    ...(floor === null ? [] : [`floor ${short(floor)}`]),
  ].join(', ');
}

/** The schedule that the log shows by itself, unless only the plan makes sense of it. */
function ranInWords(found: ReturnType<typeof identify>, audited: Audit | null | undefined, clock: 'step' | 'epoch') {
  const others = found.alternatives.slice(0, SHOWN);
  return audited && found.explained < 1 && audited.residual < found.residual
    ? [['explains', `all points by the reason below, to ${part(audited.residual)}`] as const]
    : [
        ['schedule', scheduleInWords(found, clock)] as const,
        ['explains', explainedInWords(found)] as const,
        ...others.map((other) => ['or', scheduleInWords(other, clock)] as const),
      ];
}

const part = (residual: number) => `${short(Number(residual.toPrecision(2)))} of the highest rate`;

function explainedInWords({ explained, residual }: Identified): string {
  const percent = explained === 1 ? 'all' : `${Math.floor(explained * 1000) / 10} % of the`;
  return `${percent} points, to ${part(residual)}`;
}
