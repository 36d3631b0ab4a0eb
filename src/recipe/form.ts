import type { Rule } from '../options.js';
import { Constant } from '../schedules/blocks/constant.js';

/** What values an option takes, as far as a form field or a JSON Schema can tell. */
export interface Form {
  readonly type:
    | 'number'
    | 'numbers'
    | 'flag'
    | 'choice'
    | 'text'
    | 'schedule'
    | 'schedules'
    | 'object'
    | 'list'
    | 'null';
  readonly nullable: boolean;
  /** Of a `number`: whether it must be whole, and its bounds, with those that it must not equal. */
  readonly integer?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  /** Of a `choice`: the texts. */
  readonly choices?: readonly string[];
}

const TINY = 1e-9;

/**
 * The form of an option, found out by asking its rule about examples: so that a rule says in one place what is allowed,
 * to the constructor, to forms and to the JSON Schema.
 */
export function formOf(rule: Rule): Form {
  const accepts = (value: unknown) => rule.kind(value) && rule.range?.(value as never) !== false;
  const nullable = accepts(null);
  if (rule.texts) return { type: 'choice', nullable, choices: rule.texts };
  if (rule.kind(true)) return { type: 'flag', nullable };
  if (rule.kind(new Constant({ value: 1 }))) return { type: 'schedule', nullable };
  if (rule.kind(1)) return { type: 'number', nullable, ...boundsOf(accepts) };
  if (rule.kind([new Constant({ value: 1 })]) && rule.kind([1])) {
    return { type: rule.kind([{}]) ? 'list' : 'schedules', nullable };
  }
  if (rule.kind([1])) return { type: 'numbers', nullable };
  if (rule.kind('text')) return { type: 'text', nullable };
  if (rule.kind({})) return { type: 'object', nullable };
  if (rule.kind([])) return { type: 'list', nullable };
  return { type: 'null', nullable };
}

function boundsOf(accepts: (value: number) => boolean): Omit<Form, 'type' | 'nullable'> {
  // PyTorch's counter alone takes nothing but -1.
  if (!accepts(1) && !accepts(2) && !accepts(0.5)) return { integer: true, minimum: -1, maximum: -1 };
  return {
    ...(accepts(2) && !accepts(1.5) ? { integer: true } : {}),
    ...lowerBound(accepts),
    ...(accepts(2) ? {} : accepts(1) ? { maximum: 1 } : { exclusiveMaximum: 1 }),
  };
}

function lowerBound(accepts: (value: number) => boolean): Pick<Form, 'minimum' | 'exclusiveMinimum'> {
  if (accepts(-1)) return {};
  if (accepts(0)) return { minimum: 0 };
  return accepts(TINY) ? { exclusiveMinimum: 0 } : { minimum: 1 };
}
