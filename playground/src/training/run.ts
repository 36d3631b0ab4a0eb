// Without the union package, gradients are registered by hand.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { type Optimizer, type Scalar, SGDOptimizer, train } from '@tensorflow/tfjs-core';
import { deserialize, type LearningRateSchedule } from 'lr-schedules';
import { follow, lastLearningRate } from 'lr-schedules/tfjs';
import type { Batch } from './data.js';
import { Network } from './network.js';
import type { ScheduledRun, TrainingRequest } from './protocol.js';
import { seededRandom } from './random.js';

/** The schedule sets the rate, so that none is given here. */
const optimizers: Record<TrainingRequest['optimizer'], () => Optimizer> = {
  sgd: () => train.sgd(0),
  momentum: () => train.momentum(0, 0.9),
  adam: () => train.adam(),
};

/** A network that learns with a schedule. */
export class Run {
  readonly network: Network;
  private readonly optimizer: Optimizer;
  private readonly schedule: LearningRateSchedule;
  private readonly name: string;

  constructor({ name, schedule }: ScheduledRun, { optimizer, seed }: TrainingRequest) {
    this.name = name;
    this.schedule = this.named(() => deserialize(schedule));
    this.optimizer = this.named(() => follow(optimizers[optimizer](), this.schedule));
    this.network = new Network(seededRandom(seed));
  }

  /** Why there can be no update at this step; null if there can. */
  refusalAt(step: number): string | null {
    const rate = this.schedule(step);
    if (rate < 0) return 'its rate is negative';
    // Optimizers have it as a 32-bit number.
    return Number.isFinite(Math.fround(rate)) ? null : 'its rate is too large';
  }

  /** One update: the rate that it had, and the loss before it, which the caller disposes. */
  update(batch: Batch): { readonly rate: number; readonly loss: Scalar } {
    const loss = this.named(() =>
      this.optimizer.minimize(() => this.network.loss(batch), true, [...this.network.weights]),
    ) as Scalar;
    return { rate: lastLearningRate(this.optimizer) as number, loss };
  }

  dispose(): void {
    this.network.dispose();
    this.optimizer.dispose();
    // The optimizer with momentum leaves its rate behind.
    if (this.optimizer.getClassName() === 'Momentum') SGDOptimizer.prototype.dispose.call(this.optimizer);
  }

  /** Errors of a schedule tell which one. */
  private named<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof Error) error.message = `“${this.name}”: ${error.message}`;
      throw error;
    }
  }
}
