import { parser } from '@lezer/python';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A call in pasted code: what is called, and what with. Nothing is ever run. */
export interface Call {
  /** Its name with the modules before it: `torch.optim.SGD`. */
  readonly name: string;
  readonly args: readonly Value[];
  readonly named: Readonly<Record<string, Value>>;
}

/** A value that is written out, a call, or the text of what is neither. */
export type Value =
  | number
  | string
  | boolean
  | null
  | readonly Value[]
  | { readonly call: Call }
  | { readonly map: Readonly<Record<string, Value>> }
  | { readonly code: string };

/** Far more than a person copies of a scheduler. */
const LONGEST = 20_000;
const DEEPEST = 40;

/** The calls in Python code, outermost first, with what variables hold that were given a value that is written out. */
export function callsIn(text: string): readonly Call[] {
  if (text.length > LONGEST) throw new RangeError(`code of up to ${LONGEST.toLocaleString('en')} characters is read.`);
  const reader = new Reader(text);
  const calls: Call[] = [];
  // Line by line in their order, so that a variable is known once it is used.
  parser.parse(text).iterate({
    enter: ({ node, name }) => {
      if (name === 'AssignStatement') reader.assign(node);
      if (name !== 'CallExpression') return true;
      const value = reader.value(node);
      if (typeof value === 'object' && value !== null && 'call' in value) calls.push(value.call);
      return false;
    },
  });
  return calls;
}

class Reader {
  private readonly variables = new Map<string, Value>();

  constructor(private readonly text: string) {}

  assign(node: SyntaxNode): void {
    const [target, sign, value, ...rest] = childrenOf(node);
    if (target?.name !== 'VariableName' || sign?.name !== 'AssignOp' || !value || rest.length > 0) return;
    this.variables.set(this.textOf(target), this.value(value));
  }

  value(node: SyntaxNode, depth = 0): Value {
    const code = { code: this.textOf(node).slice(0, 80) };
    if (depth > DEEPEST) return code;
    const inner = (child: SyntaxNode) => this.value(child, depth + 1);
    const children = childrenOf(node);
    switch (node.name) {
      case 'Number': {
        const number = Number(this.textOf(node).replaceAll('_', ''));
        return Number.isFinite(number) ? number : code;
      }
      case 'String':
        return stringIn(this.textOf(node)) ?? code;
      case 'Boolean':
        return this.textOf(node) === 'True';
      case 'None':
        return null;
      case 'VariableName':
        return this.variables.get(this.textOf(node)) ?? code;
      case 'ParenthesizedExpression':
        return children[1] ? inner(children[1]) : code;
      case 'UnaryExpression': {
        const [sign, operand] = children;
        const number = operand && inner(operand);
        return typeof number === 'number' && sign ? (this.textOf(sign) === '-' ? -number : number) : code;
      }
      case 'BinaryExpression': {
        const [left, sign, right] = children;
        const [a, b] = [left && inner(left), right && inner(right)];
        const compute = sign && operations[this.textOf(sign)];
        return typeof a === 'number' && typeof b === 'number' && compute ? compute(a, b) : code;
      }
      case 'ArrayExpression':
      case 'TupleExpression':
        return children.filter(isItem).map(inner);
      case 'DictionaryExpression': {
        const items = children.filter(isItem);
        const pairs = items.flatMap((key, i) => (i % 2 === 0 && items[i + 1] ? [[key, items[i + 1]] as const] : []));
        return { map: Object.fromEntries(pairs.map(([key, item]) => [String(inner(key)), inner(item as SyntaxNode)])) };
      }
      case 'CallExpression':
        return this.call(node, depth) ?? code;
      default:
        return code;
    }
  }

  private call(node: SyntaxNode, depth: number): { readonly call: Call } | null {
    const [callee, list] = childrenOf(node);
    if (!callee || list?.name !== 'ArgList' || !/^[A-Za-z_][\w.]*$/.test(this.textOf(callee))) return null;
    const args: Value[] = [];
    const named: Record<string, Value> = {};
    const parts = childrenOf(list).filter(isItem);
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as SyntaxNode;
      const [sign, value] = [parts[i + 1], parts[i + 2]];
      if (part.name === 'VariableName' && sign?.name === 'AssignOp' && value) {
        named[this.textOf(part)] = this.value(value, depth + 1);
        i += 2;
      } else args.push(this.value(part, depth + 1));
    }
    return { call: { name: this.textOf(callee), args, named } };
  }

  private readonly textOf = ({ from, to }: SyntaxNode) => this.text.slice(from, to);
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '**': (a, b) => a ** b,
};

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment') children.push(child);
  return children;
}

const isItem = ({ name }: SyntaxNode) => !/^[()[\]{},:]$/.test(name);

const stringIn = (text: string) => /^(['"])([^'"\\]*)\1$/.exec(text)?.[2] ?? null;
