import { type TrainingClockOptions, trainingClock } from 'lr-schedules';
import { helpOfRun } from '../fields/help.js';
import { type Parsed, readNumber } from '../fields/parse.js';
import { Row, wrong } from '../fields/row.js';
import { useDraft } from '../fields/use-draft.js';
import { formatStep } from '../plot/format.js';
import type { Plan } from '../state/page.js';
import { changeRun, clock, history, plan } from '../state/store.js';
import { withoutEpochs } from '../state/times.js';
import { Choice } from './choice.js';

type CountName = Exclude<keyof TrainingClockOptions, 'dropLast'>;
type Counting = 'examples' | 'batches' | 'steps';

/** The length of the run, and what an epoch is. */
export function RunForm() {
  const { run } = plan.value;
  const { clock: time, problem } = clock.value;
  const counting: Counting = run.examples != null ? 'examples' : run.batchesPerEpoch != null ? 'batches' : 'steps';
  const total = time.totalSteps as number;
  return (
    <section class="run" aria-labelledby="run-title">
      <div class="section-head">
        <h2 id="run-title">Run</h2>
        <p class="section-note">
          {formatStep(total)} {total === 1 ? 'update' : 'updates'}
          {time.stepsPerEpoch !== null && `, ${formatStep(time.stepsPerEpoch)} an epoch`}
        </p>
      </div>
      <Choice
        label="What an epoch is counted in"
        value={counting}
        options={[
          { value: 'examples', text: 'Examples' },
          { value: 'batches', text: 'Batches' },
          { value: 'steps', text: 'Updates only' },
        ]}
        onPick={(kind) => recount(counting, kind)}
      />
      {counting === 'examples' && <CountField name="examples" label="examples" />}
      {counting === 'examples' && <CountField name="batchSize" label="batch size" />}
      {counting === 'batches' && <CountField name="batchesPerEpoch" label="batches per epoch" />}
      {counting !== 'steps' && run.totalSteps == null && <CountField name="epochs" label="epochs" isWhole={false} />}
      {(counting === 'steps' || run.totalSteps != null) && <CountField name="totalSteps" label="updates" />}
      {counting !== 'steps' && <CountField name="gradientAccumulation" label="gradient accumulation" isOptional />}
      {counting === 'examples' && <CountField name="workers" label="workers" isOptional />}
      {counting === 'examples' && (
        <Row id="run-dropLast" label="drop last" help={helpOfRun('drop_last')} problem={null}>
          <input
            id="run-dropLast"
            class="switch"
            type="checkbox"
            checked={run.dropLast ?? false}
            onChange={({ currentTarget }) => changeRun({ ...run, dropLast: currentTarget.checked })}
          />
        </Row>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

interface CountFieldProps {
  readonly name: CountName;
  readonly label: string;
  readonly isWhole?: boolean;
  /** Whether it may be left out, and is 1 then. */
  readonly isOptional?: boolean;
}

function CountField({ name, label, isWhole = true, isOptional = false }: CountFieldProps) {
  const { run } = plan.value;
  const id = `run-${name}`;
  const parse = (text: string): Parsed<number | null> => {
    if (isOptional && text.trim() === '') return { value: 1 };
    const parsed = readNumber(text);
    if ('problem' in parsed) return parsed;
    if (isWhole && !(Number.isSafeInteger(parsed.value) && parsed.value >= 1)) {
      return { problem: 'It must be a whole number from 1 to 9,007,199,254,740,991.' };
    }
    return isWhole || parsed.value > 0 ? parsed : { problem: 'It must be more than 0.' };
  };
  const shown = run[name] ?? (isOptional ? 1 : '');
  const { input, problem } = useDraft(
    String(shown),
    parse,
    (value) => changeRun({ ...run, [name]: value }, `run ${name}`),
    () => history.settle(),
  );
  const pythonName = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return (
    <Row id={id} label={label} help={helpOfRun(pythonName)} problem={problem}>
      <input id={id} class="number" inputMode="decimal" autocomplete="off" {...input} {...wrong(id, problem)} />
    </Row>
  );
}

/** The plans that were given in each way, so that going back and forth loses none, and what was made of them. */
const given = new Map<Counting, { readonly plan: Plan; readonly made: Plan }>();

/** Counts the run in something else; without epochs, times in epochs become percent. */
function recount(from: Counting, to: Counting): void {
  const now = plan.peek();
  const { clock: time } = clock.peek();
  const total = time.totalSteps as number;
  const before = given.get(to);
  const isAsMade = before && trainingClock(before.plan.run).totalSteps === total;
  const run = isAsMade ? before.plan.run : recounted(now.run, to, time.stepsPerEpoch ?? 100, total);
  const curves = now.curves.map((curve) => {
    // A curve that nobody has changed since goes back to its own units.
    const made = before?.made.curves.find(({ spec }) => spec === curve.spec);
    const own = made && before?.plan.curves.find(({ slot }) => slot === made.slot);
    if (isAsMade && own) return { ...curve, spec: own.spec };
    return to === 'steps' ? { ...curve, spec: withoutEpochs(curve.spec, time) } : curve;
  });
  const next = { run, curves };
  given.set(from, { plan: now, made: next });
  history.change(next);
}

/** The same run counted in something else. */
function recounted(
  { examples, batchSize, batchesPerEpoch: _, workers, dropLast, totalSteps: __, ...rest }: TrainingClockOptions,
  kind: Counting,
  stepsPerEpoch: number,
  total: number,
): TrainingClockOptions {
  if (kind === 'steps') return { totalSteps: total };
  const epochs = rest.epochs ?? Number((total / stepsPerEpoch).toPrecision(6));
  const accumulation = rest.gradientAccumulation ?? 1;
  if (kind === 'batches') return { ...rest, epochs, batchesPerEpoch: stepsPerEpoch * accumulation };
  const size = batchSize ?? 32;
  return {
    ...rest,
    epochs,
    examples: examples ?? stepsPerEpoch * accumulation * size,
    batchSize: size,
    ...(workers === undefined ? {} : { workers }),
    ...(dropLast === undefined ? {} : { dropLast }),
  };
}
