import { ENDPOINTS, type Endpoint } from '@learnpath/contracts'
import { z } from 'zod'

export type EndpointName = keyof typeof ENDPOINTS

/** A place in the requests to an address where a text is given. */
export interface NamedPlace {
  readonly endpoint: EndpointName
  readonly where: 'path' | 'query' | 'body' | 'upload'
  /** Names of fields; `[]` stands for a place in a list. */
  readonly steps: readonly string[]
  /** `/documents/{id}` of a path; the name of the field otherwise. */
  readonly name: string
}

export interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

const LIST = '[]'

/** Every place where a request may give a text that is not one of a few: one of them may be an id of somebody else's. */
export function namedPlaces(): NamedPlace[] {
  const all = (Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]).flatMap(([endpoint, described]) => [
    ...placesOfPath(endpoint, described.path),
    ...(['query', 'body', 'upload'] as const).flatMap((where) => {
      const schema = described[where]
      if (schema === undefined) return []
      const asJson = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
      return namedFields(asJson).map((field) => ({ endpoint, where, ...field }))
    }),
  ])
  return [...new Map(all.map((place) => [textOf(place), place])).values()]
}

export const textOf = ({ endpoint, where, steps }: NamedPlace): string => `${endpoint} ${where} ${steps.join('.')}`

function placesOfPath(endpoint: EndpointName, path: string): NamedPlace[] {
  return [...path.matchAll(/\{(\w+)\}/gu)].map(({ 1: step = '', index }) => ({
    endpoint,
    where: 'path',
    steps: [step],
    name: path.slice(0, index + step.length + 2),
  }))
}

export type NamedField = Pick<NamedPlace, 'steps' | 'name'>

/** The fields below `root` where a text may be given that is not one of a few. */
export function namedFields(root: JsonSchema): NamedField[] {
  const found: NamedField[] = []
  const visit = (at: JsonSchema, steps: readonly string[]): void => {
    if (steps.length > 12) return
    const definition = at.$ref === undefined ? undefined : root.$defs?.[at.$ref.split('/').at(-1) ?? '']
    if (definition !== undefined) visit(definition, steps)
    for (const [name, each] of Object.entries(at.properties ?? {})) visit(each, [...steps, name])
    if (at.items !== undefined) visit(at.items, [...steps, LIST])
    for (const each of [...(at.anyOf ?? []), ...(at.oneOf ?? [])]) visit(each, steps)
    if (isOpenText(at)) found.push({ steps, name: steps.findLast((step) => step !== LIST) ?? '' })
  }
  visit(root, [])
  return found
}

const isOpenText = (at: JsonSchema): boolean =>
  at.type === 'string' && at.enum === undefined && at.const === undefined && at.format === undefined

/** `base` with `value` at that place; what is on the way and missing is made. */
export function withValueAt(base: unknown, steps: readonly string[], value: string): unknown {
  const [step, ...rest] = steps
  if (step === undefined) return value
  if (step === LIST) return [withValueAt(Array.isArray(base) ? base[0] : undefined, rest, value)]
  const record = typeof base === 'object' && base !== null ? (base as Readonly<Record<string, unknown>>) : {}
  return { ...record, [step]: withValueAt(record[step], rest, value) }
}
