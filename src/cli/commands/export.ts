import { extname } from 'node:path';
import { type Outgoing, type Target, targets } from '../../codegen/index.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { type NamedInput, scheduleOf } from '../inputs.js';
import { note, writeWhole } from '../output.js';
import type { RunFlags } from '../run-flags.js';
import { targetOfFile } from '../targets.js';
import { UsageError } from '../usage-error.js';

export interface ExportFlags {
  readonly to?: string;
  readonly output?: string;
  readonly of?: string;
  readonly name?: string;
}

/** Prints one input in another form, or writes it to a file. */
export async function exportTo(
  inputs: readonly NamedInput[],
  _run: RunFlags,
  { to, output, of, name }: ExportFlags,
): Promise<number> {
  const [input, ...more] = inputs;
  if (!input || more.length > 0) {
    throw new UsageError(`one schedule is required, received ${inputs.length}: pass a file, - or --schedule.`);
  }
  const target = to === undefined ? targetOfFile(output ?? '') : (targets.find((known) => known.name === to) as Target);
  if (target.isWhole && of !== undefined)
    throw new UsageError(`--to ${target.name} takes all schedules: leave out --of.`);
  const asJson = extname(output ?? '').toLowerCase() === '.json';
  const which = of ?? 'learning_rate';
  const outgoing = {
    schedule: target.isWhole ? (Object.values(input.schedules)[0] as LearningRateSchedule) : scheduleOf(input, which),
    of: which,
    functionName: name,
    optimizer: input.optimizer,
    recipe: input.document,
    asJson,
  };
  const content = `${(await written(target, outgoing)).trimEnd()}\n`;
  await writeWhole([{ file: output ?? '-', content }]);
  for (const lost of leftOut(input, target, which)) note(`${input.name}: not in the output: ${lost}`);
  return 0;
}

/** What the target cannot say is the user's to mend, by another target. */
async function written(target: Target, outgoing: Outgoing): Promise<string> {
  try {
    return await target.write(outgoing);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError)
      throw new UsageError(`--to ${target.name}: ${error.message.replace(/^to\w+: functionName/, '--name')}`);
    throw error;
  }
}

/** What the input has and the output has not. */
function leftOut({ schedules, optimizer }: NamedInput, { isWhole }: Target, of: string): string[] {
  if (isWhole) return optimizer ? [`the optimizer, ${optimizer.className}`] : [];
  return Object.keys(schedules).filter((name) => name !== of);
}
