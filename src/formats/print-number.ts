/** Saved numbers that count something; all others are written with a decimal point. */
const COUNT = /(steps|boundaries|offset|frequency)$/;

/**
 * A number as JSON and YAML that Python takes for what it is: `1000` for `decay_steps`, `1.0` for a rate. A YAML reader
 * of Python takes `1e-7` for a text, `1.0e-7` for a number.
 */
export function printNumber(value: number, key: string): string {
  if (COUNT.test(key) && Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const [digits, exponent] = String(value).split('e') as [string, string?];
  return (digits.includes('.') ? digits : `${digits}.0`) + (exponent ? `e${exponent}` : '');
}
