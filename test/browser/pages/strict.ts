// A page under a Content-Security-Policy without `unsafe-eval`; what comes out is its text.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { deserialize, float32 } from 'lr-schedules';
import { tensorCases } from '../../tensor-cases.js';

/** What the page reports. */
export interface StrictReport {
  readonly evalIsRefused: boolean;
  readonly violations: readonly string[];
  readonly wrong: readonly string[];
  readonly evaluated: number;
  readonly error: string | null;
}

async function run(): Promise<StrictReport> {
  const violations: string[] = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile, lineNumber }) =>
    violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber}`),
  );
  const wrong: string[] = [];
  let evaluated = 0;
  let error: string | null = null;
  try {
    await tf.setBackend('cpu');
    for (const { label, schedule } of tensorCases) {
      const again = deserialize(JSON.parse(JSON.stringify(schedule)));
      const rate = again(1000);
      const [onDevice = Number.NaN] = await (again(tf.scalar(1000, 'int32')) as tf.Tensor).data();
      const close = (other: number) => Math.abs(other - rate) <= 1e-4 * Math.max(...again.values(4000).map(Math.abs));
      if (rate !== schedule(1000) || !close(again.evaluate(float32, 1000)) || !close(onDevice)) wrong.push(label);
      evaluated++;
    }
  } catch (thrown) {
    error = String(thrown);
  }
  // The event is sent in a task of its own.
  await new Promise((sent) => setTimeout(sent, 50));
  const before = [...violations];
  return { evalIsRefused: refusesEval(), violations: before, wrong, evaluated, error };
}

function refusesEval(): boolean {
  try {
    new Function('return 1')();
    return false;
  } catch {
    return true;
  }
}

run().then((report) => document.body.append(JSON.stringify(report)));
