type Schema = Readonly<Record<string, unknown>>

/** What node-llama-cpp's grammars know. Other rules are left to whoever checks the answer. */
const KEPT = [
  'type',
  'const',
  'enum',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minProperties',
  'maxProperties',
  '$ref',
]
const FORMATS = new Set(['date-time', 'time', 'date'])
/** Grammars count repetitions out: a bound beyond this makes them large and slow, and hardly ever bites. */
const LARGEST_BOUND = 256

/** A JSON Schema in the words that grammars can be made of. Every property is written, also one that need not be. */
export function grammarSchema(schema: Schema): Schema {
  const kept = Object.fromEntries(
    KEPT.filter((key) => key in schema && !isLargeBound(key, schema[key])).map((key) => [key, schema[key]]),
  )
  const choices = list(schema['oneOf']) ?? list(schema['anyOf'])
  return {
    ...kept,
    ...(typeof schema['format'] === 'string' && FORMATS.has(schema['format']) ? { format: schema['format'] } : {}),
    ...(choices === null ? {} : { oneOf: choices.map((choice) => grammarSchema(choice)) }),
    ...ofObject('properties', schema),
    ...ofObject('$defs', schema),
    ...(isSchema(schema['items']) ? { items: grammarSchema(schema['items']) } : {}),
    ...(list(schema['prefixItems']) === null
      ? {}
      : { prefixItems: list(schema['prefixItems'])?.map((item) => grammarSchema(item)) }),
    ...(isSchema(schema['additionalProperties'])
      ? { additionalProperties: grammarSchema(schema['additionalProperties']) }
      : {}),
  }
}

const isLargeBound = (key: string, value: unknown): boolean =>
  key.startsWith('max') && typeof value === 'number' && value > LARGEST_BOUND

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const list = (value: unknown): readonly Schema[] | null => (Array.isArray(value) ? value.filter(isSchema) : null)

function ofObject(key: 'properties' | '$defs', schema: Schema): Schema {
  const entries = schema[key]
  if (!isSchema(entries)) return {}
  return {
    [key]: Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [name, isSchema(entry) ? grammarSchema(entry) : entry]),
    ),
  }
}
