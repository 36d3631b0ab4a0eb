/**
 * Adds what TensorFlow.js cannot do to the caller's list.
 * @throws {TypeError} if there is such a thing and no list.
 */
export function settle(missing: readonly string[], warnings: string[] | undefined): void {
  if (warnings) warnings.push(...missing.map((sentence) => `${sentence}.`));
  else if (missing.length > 0) {
    throw new TypeError(`${missing.join('; ')}; to go on without, pass options.warnings, a list to be told in.`);
  }
}
