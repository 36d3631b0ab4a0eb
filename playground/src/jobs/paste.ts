import { type TrainingClockOptions, trainingClock } from 'lr-schedules';
import { canonicalSpec, scheduleFrom } from 'lr-schedules/recipe';
import { schedulesIn } from '../paste/python.js';
import { type Opened, open } from './open.js';

/** What a person copies is called this in messages. */
const NAME = 'What you pasted';

/** What was pasted: code that constructs schedules, or what a file may hold. */
export async function paste({ text, run }: { text: string; run: TrainingClockOptions }): Promise<Opened> {
  const isCode = /[A-Za-z_]\w*\s*\(/.test(text);
  const curves = isCode ? schedulesIn(text).map(({ name, spec }) => ({ name, spec: canonicalSpec(spec) })) : [];
  if (curves.length === 0) {
    if (!/^\s*[{[\w#-]+[^\n]*[:={]|^\S+,\S+/.test(text))
      throw new TypeError('There is no schedule in what you pasted.');
    return open({ file: new Blob([text]), name: NAME, run });
  }
  const clock = trainingClock(run);
  for (const { spec } of curves) scheduleFrom(spec, { clock });
  const nothing = { run: null, isRecipe: false, optimizer: null, iterations: null, ignored: [], lacked: [], log: null };
  return { ...nothing, curves };
}
