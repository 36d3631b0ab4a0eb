/** The learning rates that a run logged. */
export interface RateLog {
  /** What wrote it, such as `'trainer_state'` or `'csv'`. */
  readonly form: string;
  /** The column that the rates are from, and all that could be: null where the form has no columns. */
  readonly column: string | null;
  readonly columns: readonly string[];
  /** What `steps` counts. */
  readonly clock: 'step' | 'epoch';
  /** In the order of the run; a step that was logged again after a resume stays where it was logged. */
  readonly steps: Float64Array;
  readonly rates: Float64Array;
  /** How exactly rates are printed: a relative grain (6e-8 for float32), or an absolute one of the last digit; 0 for doubles as they are. */
  readonly precision: { readonly relative: number; readonly absolute: number };
}
