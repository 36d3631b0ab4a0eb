import { Control } from './control.js';
import type { Command, TrainingEvent, TrainingRequest } from './protocol.js';
import { train } from './train.js';

// A training has a port of its own, so that what comes late from the one before is not taken for its own.
addEventListener('message', async ({ data: request, ports: [port] }: MessageEvent<TrainingRequest>) => {
  if (!port) return;
  const emit = (event: TrainingEvent) => port.postMessage(event);
  const control = new Control();
  port.onmessage = ({ data }: MessageEvent<Command>) => control.tell(data);
  try {
    await train(request, emit, control);
  } catch (error) {
    emit({ type: 'failed', message: `The training stopped: ${error instanceof Error ? error.message : error}` });
  }
  port.close();
});
