import type { Endpoint } from '@learnpath/contracts'
import fc from 'fast-check'
import { z } from 'zod'
import { damagedValues } from './damaged-values.ts'
import { hostileText, hostileValue, PROTOTYPE_NAMES } from './hostile-values.ts'
import { markFor } from './known-values.ts'
import { valuesOf, type JsonSchema } from './schema-values.ts'
import { uploadBodies, type UploadPlan } from './upload-plan.ts'

/** What is to be sent, before what the server knows is put in. Plain data, so that it can be kept and sent again. */
export interface RequestPlan {
  readonly method: string
  readonly path: string
  /** With marks; values of the path as they are put in, encoded or not. */
  readonly params: Readonly<Record<string, string>>
  readonly rawPath: boolean
  readonly query: readonly (readonly [string, unknown])[]
  readonly headers: readonly (readonly [string, string])[]
  readonly body: BodyPlan
  readonly cutAfterBytes: number | null
}

export type BodyPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown; readonly contentType: string }
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string }
  | { readonly kind: 'bytes'; readonly base64: string; readonly contentType: string }
  | ({ readonly kind: 'upload' } & UploadPlan)

const JSON_TYPE = 'application/json'
const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

/** Requests to one address: as described, nearly so, and not at all. */
export function requestPlans(endpoint: Endpoint): fc.Arbitrary<RequestPlan> {
  return fc.record({
    method: mostly(
      fc.constant<string>(endpoint.method),
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'),
    ),
    path: fc.constant(endpoint.path),
    params: paramsOf(endpoint),
    rawPath: mostly(fc.constant(false), fc.boolean()),
    query: queryOf(endpoint),
    headers: headers(endpoint),
    body: bodyOf(endpoint),
    cutAfterBytes: mostly(fc.constant(null), fc.nat(400)),
  })
}

/** The first nineteen times of twenty. */
function mostly<A, B>(usual: fc.Arbitrary<A>, other: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: other })
}

function paramsOf({ path }: Endpoint): fc.Arbitrary<Record<string, string>> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const subject = path.split('/')[1] ?? ''
  const value = (name: string) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.nat(39).map((index) => markFor(`${subject.slice(0, 3)}_`, index)) },
      { weight: 6, arbitrary: fc.nat(39).map((index) => markFor(name, index)) },
      { weight: 3, arbitrary: hostileText },
    )
  return fc.record(Object.fromEntries(names.map((name) => [name, value(name)])))
}

function queryOf({ query }: Endpoint): fc.Arbitrary<(readonly [string, unknown])[]> {
  const odd = fc.array(
    fc.tuple(fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES, 'limit', 'collection'), hostileText), hostileText),
    { maxLength: 4 },
  )
  if (query === undefined) return mostly(fc.constant([]), odd)
  const described = valuesOf(schemaOf(query), 'query')
  const entries = (values: unknown) => (typeof values === 'object' && values !== null ? Object.entries(values) : [])
  return fc.oneof(
    { weight: 5, arbitrary: described.map(entries) },
    { weight: 4, arbitrary: damagedValues(described).map(entries) },
    { weight: 1, arbitrary: fc.tuple(described.map(entries), odd).map(([first, second]) => [...first, ...second]) },
  )
}

const ODD_HEADERS: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.constantFrom<readonly [string, string]>(
    ['accept', '*/*;q=nonsense'],
    ['accept', 'text/event-stream'],
    ['accept-encoding', 'gzip, br;q=1000, zstd'],
    ['content-encoding', 'gzip'],
    ['range', 'bytes=0-0'],
    ['range', 'bytes=-99999999999999999999'],
    ['range', 'bytes=5-2,1-'],
    ['if-none-match', '*'],
    ['if-range', '""'],
    ['x-request-id', 'a b"<>'],
    ['x-forwarded-for', '127.0.0.1, ::1'],
    ['x-forwarded-host', 'evil.example'],
    ['x-http-method-override', 'DELETE'],
    ['x-original-url', '/status'],
    ['origin', 'http://evil.example'],
    ['sec-fetch-site', 'cross-site'],
    ['cookie', `a=${'b'.repeat(4000)}; __Host-x=%00`],
    ['authorization', 'Bearer lpk_\u00ff'],
    ['authorization', 'Basic Og=='],
    ['traceparent', '00-zz'],
    ['transfer-encoding', 'gzip'],
    ['expect', '100-continue'],
    ['expect', 'miracles'],
    ['upgrade', 'h2c'],
    ['x-long', 'x'.repeat(15_000)],
    ['x-longer', 'x'.repeat(40_000)],
    ['last-event-id', '\u00fe'],
    ['mcp-session-id', '../..'],
  ),
  fc.tuple(
    fc.constantFrom('accept', 'accept-language', 'range', 'x-request-id', 'x-learnpath-workspace'),
    fc.string({ maxLength: 30 }),
  ),
)

function headers({ events }: Endpoint): fc.Arbitrary<readonly (readonly [string, string])[]> {
  const stream = fc.constant<(readonly [string, string])[]>([['accept', 'text/event-stream']])
  const odd = fc.array(ODD_HEADERS, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: events === undefined ? 0 : 4, arbitrary: stream },
    { weight: 2, arbitrary: odd },
  )
}

function bodyOf({ body, upload }: Endpoint): fc.Arbitrary<BodyPlan> {
  if (upload !== undefined) {
    return uploadBodies(valuesOf(schemaOf(upload), 'upload')).map((plan) => ({ kind: 'upload', ...plan }))
  }
  if (body === undefined) return mostly(fc.constant({ kind: 'none' } as const), oddBodies)
  const described = valuesOf(schemaOf(body), 'body')
  const json = (values: fc.Arbitrary<unknown>): fc.Arbitrary<BodyPlan> =>
    values.map((value) => ({ kind: 'json', value, contentType: JSON_TYPE }))
  return fc.oneof(
    { weight: 10, arbitrary: json(described) },
    { weight: 10, arbitrary: json(damagedValues(described)) },
    { weight: 1, arbitrary: json(hostileValue) },
    { weight: 2, arbitrary: oddBodies },
  )
}

const oddBodies: fc.Arbitrary<BodyPlan> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.constantFrom(
      '{',
      '{"a":1,"a":2}',
      '\uFEFF{}',
      '{"query":"a",}',
      '['.repeat(100_000),
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
      `{"query":"${'a'.repeat(999_000)}"}`,
      `"${'x'.repeat(1_100_000)}"`,
      '1e99999',
      'null',
      '"\\ud800"',
      '{"__proto__":{"admin":true}}',
      '<xml/>',
      'a=1&b=2',
      '[]',
    ),
    contentType: fc.constantFrom(
      JSON_TYPE,
      JSON_TYPE,
      'text/plain',
      '',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
      'multipart/form-data; boundary=x',
      'application/problem+json',
    ),
  }),
  fc.record({
    kind: fc.constant('bytes' as const),
    base64: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    contentType: fc.constant(JSON_TYPE),
  }),
)
