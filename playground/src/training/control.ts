import type { Command } from './protocol.js';

/** What a training is told from outside, where it looks between its updates. */
export class Control {
  private wanted: Command = 'run';
  private told = () => {};

  get isStopped(): boolean {
    return this.wanted === 'stop';
  }

  tell(command: Command): void {
    this.wanted = command;
    this.told();
  }

  /** Lets messages come in, and waits while a pause is wanted. */
  async turn(): Promise<void> {
    await new Promise((next) => setTimeout(next));
    while (this.wanted === 'pause') {
      await new Promise<void>((next) => {
        this.told = next;
      });
    }
  }
}
