import * as tf from '@tensorflow/tfjs';
import type { Curve, Reader } from './readers.js';
import type { Input } from './samples.js';

/** What the engine says about its own code, TensorFlow.js about its, or a library about what it was passed. */
const MACHINE =
  /Cannot (read|set|convert|destructure|create|mix)|is not (a function|iterable|defined|a constructor|an object)|(?<!received )\bundefined\b|\[object |Maximum call stack|Invalid (array|typed|string|count|time|data)|outside the bounds|out of (bounds|memory)|Reduce of empty|ValueError|AttributeError|NotImplementedError|Error:|No such layer|Merge sources|circular|\bSymbol\b|must be (passed|an instance)|assert|allocation/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LONGEST = 1500;

/** What is wrong with a message; null if nothing is. */
export function faultOf(message: string, starts: RegExp): string | null {
  if (!starts.test(message)) return 'does not start with the part of the file';
  if (CONTROL.test(message)) return 'has control characters';
  if (message.length > LONGEST) return `is ${message.length} characters long`;
  // What is quoted is the file's, and where JSON ends only its parser knows.
  const own = message.replace(/"(\\.|[^"\\])*"?|'[^']*'/g, '').replace(/it is no JSON: .*/s, '');
  const machine = MACHINE.exec(own);
  return machine ? `is of the machine: ${machine[0]}` : null;
}

const steps = [0, 1, 2, 10, 99, 1000, 12_345, 1e6];

function rateFault(schedules: readonly Curve[]): string | null {
  for (const schedule of schedules) {
    for (const step of steps)
      if (Number.isNaN(schedule(step))) return `is NaN at step ${step}: ${JSON.stringify(schedule)}`;
  }
  return null;
}

const prototype = JSON.stringify(Reflect.ownKeys(Object.prototype).map(String));

export interface Limits {
  /** Milliseconds that the processor may be busy with one input. */
  readonly milliseconds: number;
  /** Bytes that the process may grow by. */
  readonly bytes: number;
}

/** What a reader did wrong with an input; null if nothing. */
export async function watch(
  { read, starts, plainErrors, anyRates }: Reader,
  input: Input,
  limits?: Limits,
): Promise<string | null> {
  const tensors = tf.memory().numTensors;
  const cpu = process.cpuUsage();
  const before = process.memoryUsage.rss();
  const peakBefore = process.resourceUsage().maxRSS;
  let fault: string | null = null;
  try {
    const schedules = await read(input);
    fault = anyRates ? null : rateFault(schedules);
    if (fault) fault = `a schedule that was accepted ${fault}`;
  } catch (error) {
    const { constructor: kind, message } = error as Error;
    const isKind =
      error instanceof TypeError || error instanceof RangeError || (plainErrors === true && kind === Error);
    fault = isKind ? faultOf(message, starts) : `is a ${kind?.name}`;
    if (fault) fault = `an error ${fault}: ${message}`;
  }
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS;
  if (limits && (user + system) / 1000 > limits.milliseconds) fault ??= `it took ${(user + system) / 1000} ms`;
  if (limits && peak > peakBefore && peak * 1024 - before > limits.bytes)
    fault ??= `it took ${peak * 1024 - before} bytes`;
  if (tf.memory().numTensors !== tensors) fault ??= `${tf.memory().numTensors - tensors} tensors are left`;
  if (JSON.stringify(Reflect.ownKeys(Object.prototype).map(String)) !== prototype)
    fault ??= 'Object.prototype is changed';
  return fault;
}
