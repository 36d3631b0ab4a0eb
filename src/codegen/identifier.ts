import { show } from '../errors.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const PYTHON = /* @__PURE__ */ words(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield __debug__',
);
const JAVASCRIPT = /* @__PURE__ */ words(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield Infinity NaN',
);

/** The names that a language, or what is printed in it, has taken. */
export const taken = { python: PYTHON, javascript: JAVASCRIPT };

/**
 * The name of what is printed, or the default.
 * @throws {TypeError} for anything but a text. @throws {RangeError} unless it is an identifier that is free: nothing
 * else gets into the source.
 */
export function checkedName(
  owner: string,
  given: unknown,
  fallback: string,
  language: 'python' | 'javascript',
  used: Iterable<string>,
): string {
  const name = given === undefined ? fallback : given;
  const languageName = language === 'python' ? 'Python' : 'JavaScript';
  if (typeof name !== 'string') {
    throw new TypeError(`${owner}: functionName must be a text such as '${fallback}', received ${show(name)}.`);
  }
  const form = language === 'python' ? /^[A-Za-z_][A-Za-z0-9_]{0,99}$/ : /^[A-Za-z_$][A-Za-z0-9_$]{0,99}$/;
  if (!form.test(name)) {
    throw new RangeError(
      `${owner}: functionName must be a ${languageName} identifier of ASCII letters, digits and _, received ${show(name)}.`,
    );
  }
  if (taken[language].has(name)) {
    throw new RangeError(
      `${owner}: functionName must not be a reserved word of ${languageName}, received ${show(name)}.`,
    );
  }
  if ([...used].includes(name)) {
    throw new RangeError(
      `${owner}: functionName must not be a name that the source itself uses, received ${show(name)}.`,
    );
  }
  return name;
}
