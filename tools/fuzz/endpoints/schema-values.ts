import fc from 'fast-check'
import { hostileText } from './hostile-values.ts'
import { markFor } from './known-values.ts'

/** A JSON schema, as far as the description of the interface uses it. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
}

interface Place {
  /** Of the field, so that what the server knows by that name is tried. */
  readonly name: string
  readonly definitions: Readonly<Record<string, JsonSchema>>
  readonly depth: number
}

const DEEPEST = 6
const WORDS = ['photosynthesis', 'binary search', 'Wie funktioniert ein Zeitglied?', 'what is caching', 'memory', 'a']

/** Values that the schema allows, for the most part. */
export function valuesOf(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  return arbitrary(schema, { name, definitions: schema.$defs ?? {}, depth: 0 })
}

function arbitrary(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  if (place.depth > DEEPEST) return fc.constant(null)
  const inner = { ...place, depth: place.depth + 1 }
  if (schema.$ref !== undefined) {
    const definition = schema.$ref === '#' ? {} : place.definitions[schema.$ref.replace('#/$defs/', '')]
    return arbitrary(definition ?? {}, inner)
  }
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const forms = schema.anyOf ?? schema.oneOf
  if (forms !== undefined) return fc.oneof(...forms.map((form) => arbitrary(form, inner)))
  if (schema.allOf !== undefined) {
    return fc.tuple(...schema.allOf.map((part) => arbitrary(part, inner))).map((parts) => Object.assign({}, ...parts))
  }
  const [type] = [schema.type].flat()
  if (type === 'object') return objects(schema, inner)
  if (type === 'array') return lists(schema, inner)
  return plainValues(schema, type, place)
}

function plainValues(schema: JsonSchema, type: string | undefined, place: Place): fc.Arbitrary<unknown> {
  if (type === 'string') return texts(schema, place)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'integer' || type === 'number') return numbers(schema, type === 'integer')
  return fc.jsonValue({ maxDepth: 2 })
}

function objects({ properties = {}, required = [], additionalProperties }: JsonSchema, place: Place) {
  const named = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, arbitrary(schema, { ...place, name })]),
    ),
    { requiredKeys: [...required].filter((name) => name in properties) },
  )
  if (typeof additionalProperties !== 'object') return named
  return fc
    .tuple(named, fc.dictionary(fc.string({ maxLength: 10 }), arbitrary(additionalProperties, place), { maxKeys: 3 }))
    .map(([known, further]) => ({ ...further, ...known }))
}

function lists({ items = {}, prefixItems, minItems = 0, maxItems = 5 }: JsonSchema, place: Place) {
  if (prefixItems !== undefined) return fc.tuple(...prefixItems.map((item) => arbitrary(item, place)))
  const of = arbitrary(items, { ...place, name: place.name.replace(/s$/, '') })
  return fc.array(of, { minLength: Math.min(minItems, 5), maxLength: Math.max(minItems, Math.min(maxItems, 5)) })
}

function numbers(schema: JsonSchema, isInteger: boolean): fc.Arbitrary<number> {
  const low = schema.minimum ?? schema.exclusiveMinimum ?? -1000
  const high = schema.maximum ?? schema.exclusiveMaximum ?? Math.max(low, 0) + 1000
  if (isInteger) {
    const least = Math.max(Math.ceil(low), -(2 ** 31))
    return fc.integer({ min: least, max: Math.max(least, Math.min(Math.floor(high), 2 ** 31 - 1)) })
  }
  return fc.double({ min: low, max: high, noNaN: true })
}

const DATES = ['2026-01-31', '2024-02-29', '1970-01-01', '9999-12-31', '0001-01-01']
const TIMES = ['2026-01-01T00:00:00.000Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z']

function texts({ format, pattern, minLength = 0, maxLength = 2000 }: JsonSchema, { name }: Place) {
  if (format === 'date') return fc.constantFrom(...DATES)
  if (format === 'date-time') return fc.constantFrom(...TIMES)
  const known = fc.nat(39).map((index) => markFor(name, index))
  const fit = (text: string) => text.slice(0, maxLength).padEnd(minLength, 'x')
  return fc.oneof(
    { weight: 5, arbitrary: known },
    { weight: 3, arbitrary: fc.constantFrom(...WORDS).map(fit) },
    { weight: 1, arbitrary: hostileText.map(fit) },
    ...(pattern === undefined ? [] : [{ weight: 3, arbitrary: matching(pattern) }]),
  )
}

/** Texts of the pattern where fast-check can make them; of others nothing. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    return fc.constant('a/b.md')
  }
}
