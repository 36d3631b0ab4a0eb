// Writes the JSON Schema of recipes, which editors complete and check them by, out of the catalog and the docstrings.
import { writeFileSync } from 'node:fs';
import { isList, isNullable, isRequired } from '../build/options.js';
import { catalog, optionsOf } from '../build/recipe/index.js';
import { clockTable } from '../build/training-clock.js';
import { describeClock, describeOptions, describeSchedule } from './descriptions.js';

const ref = (...path) => ({ $ref: `#/definitions/${path.join('/')}` });

/** A map with these properties, each spelled as in Python, which editors offer, or in camelCase. */
function map(definition, properties) {
  const spelled = properties.map(({ name, pythonName, schema }) => [pythonName, name, schema]);
  const both = spelled.filter(([pythonName, name]) => pythonName !== name);
  const required = properties.filter(({ required }) => required);
  const eitherOf = ({ name, pythonName }) => [...new Set([pythonName, name])].map((key) => ({ required: [key] }));
  return {
    type: 'object',
    properties: Object.fromEntries(spelled.map(([pythonName, , schema]) => [pythonName, schema])),
    patternProperties: Object.fromEntries(
      both.map(([pythonName, name, schema]) => [
        `^${name}$`,
        definition ? { $ref: `${definition}/properties/${pythonName}` } : schema,
      ]),
    ),
    additionalProperties: false,
    ...(required.length > 0 ? { allOf: required.map((property) => ({ anyOf: eitherOf(property) })) } : {}),
  };
}

const time = (number) => ({ anyOf: [number, ref('time')] });

function numberSchema({ is, whole, atLeast, above, atMost, below }) {
  const number = {
    type: whole ? 'integer' : 'number',
    minimum: atLeast,
    exclusiveMinimum: above,
    maximum: atMost,
    exclusiveMaximum: below,
  };
  return is === 'steps' ? time(number) : number;
}

function itemSchema(option) {
  switch (option.is) {
    case 'flag':
      return { type: 'boolean' };
    case 'text':
      return { type: 'string' };
    case 'choice':
      return { enum: option.of };
    case 'schedule':
      return ref('schedule');
    case 'groups':
      return {
        type: 'array',
        minItems: 1,
        items: map(
          '',
          propertiesOf(optionsOf(option.of), {}, (text) => text),
        ),
      };
    case 'by-step':
      return { type: 'object' };
    case 'nothing':
      return { type: 'null' };
    default:
      return numberSchema(option);
  }
}

function schemaOf(option) {
  const { is, mayBeEmpty } = option;
  const item = itemSchema(option);
  const schema = isList(option) ? { type: 'array', items: item, ...(mayBeEmpty ? {} : { minItems: 1 }) } : item;
  return isNullable(option) && is !== 'nothing' ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function described(schema, description, fallback) {
  return { ...schema, ...(description ? { description } : {}), ...(fallback == null ? {} : { default: fallback }) };
}

function propertiesOf(options, docs, spelled) {
  return options.map((option) => ({
    name: option.name,
    pythonName: option.pythonName,
    required: isRequired(option),
    schema: described(schemaOf(option), docs[option.name] && spelled(docs[option.name]), option.default),
  }));
}

function definitionOf(entry) {
  const type = { name: 'type', pythonName: 'type', schema: { enum: namesOf(entry) } };
  // The docstrings spell options as TypeScript does.
  const inPython = (text) =>
    entry.options.reduce(
      (done, { name, pythonName }) => done.replace(new RegExp(`\\b${name}\\b`, 'g'), pythonName),
      text,
    );
  const options = propertiesOf(entry.options, describeOptions(entry), inPython);
  return { description: inPython(describeSchedule(entry)), ...map(`#/definitions/${entry.name}`, [type, ...options]) };
}

/** A schedule's names: Python's, and where it differs this package's. */
function namesOf({ name, exportName }) {
  return [...new Set([name, name.slice(0, name.lastIndexOf('.') + 1) + exportName])];
}

const run = propertiesOf(optionsOf(clockTable), describeClock(), (text) => text);

const parts = [
  { name: '$schema', pythonName: '$schema', schema: { type: 'string' } },
  {
    name: 'run',
    pythonName: 'run',
    schema: { ...ref('run'), description: 'The length of the run, for times in epochs and percent.' },
  },
  {
    name: 'learningRate',
    pythonName: 'learning_rate',
    schema: { ...ref('schedule'), description: 'The learning rate: a number, or a schedule.' },
  },
  {
    name: 'hyperParameters',
    pythonName: 'hyper_parameters',
    schema: {
      type: 'object',
      description: 'What else is scheduled, such as momentum, by its name.',
      propertyNames: { pattern: '^[A-Za-z]\\w*$' },
      additionalProperties: ref('schedule'),
    },
  },
];

/** What starts with x- holds anchors, or notes. */
const withNotes = (schema) => ({ ...schema, patternProperties: { ...schema.patternProperties, '^x-': {} } });

const typeOf = {
  description: 'The name of the schedule: in Python, after its framework unless that is Keras or Model Garden.',
  anyOf: [{ enum: catalog.map(({ name }) => name) }, { enum: catalog.flatMap((entry) => namesOf(entry).slice(1)) }],
};

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Recipe of lr-schedules',
  description: 'A training run and its schedules: what `npx lr-schedules` plots, checks and converts.',
  ...withNotes(map('#', parts)),
  anyOf: ['learning_rate', 'learningRate', 'hyper_parameters', 'hyperParameters'].map((key) => ({ required: [key] })),
  definitions: {
    time: {
      type: 'string',
      pattern: '^\\s*(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*([eE][pP]|%|[sS][tT])\\s*$',
      description: "Steps as a text: '10ep' (epochs), '30%' (of the run) or '1200st' (steps).",
    },
    run: { description: 'The clock of a run.', ...map('#/definitions/run', run) },
    schedule: {
      anyOf: [{ type: 'number' }, { type: 'object' }],
      if: { type: 'object' },
      // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's.
      then: {
        required: ['type'],
        properties: { type: typeOf },
        allOf: catalog.map((entry) => ({
          if: { properties: { type: { enum: namesOf(entry) } } },
          // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's.
          then: ref(entry.name),
        })),
      },
    },
    ...Object.fromEntries(catalog.map((entry) => [entry.name, definitionOf(entry)])),
  },
};

writeFileSync(new URL('../dist/recipe.schema.json', import.meta.url), `${JSON.stringify(schema)}\n`);
