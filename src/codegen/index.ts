export { type ToJavaScriptOptions, toJavaScript } from './javascript.js';
export { toLatex } from './latex.js';
export { type ToPythonOptions, toPython } from './python.js';
export { type Outgoing, type Target, targets } from './targets.js';
