/** What the person who called the command can mend: one sentence, without a stack. */
export class UsageError extends Error {}

/** The message of whatever was thrown; only what is no fault of the input keeps its stack. */
export function messageOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof TypeError || error instanceof RangeError) return error.message;
  if (error instanceof Error) return 'syscall' in error ? error.message : (error.stack ?? error.message);
  return String(error);
}
