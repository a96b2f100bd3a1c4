import { join } from 'node:path'
import type { RawRequest } from '../raw-http.ts'
import { withNested } from './hostile-values.ts'
import type { KnownValues } from './known-values.ts'
import type { BodyPlan, RequestPlan } from './request-plan.ts'
import { uploadBytes } from './upload-plan.ts'

/** Fields of bodies that name a place on the server's machine: what is made stays below a folder of its own. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  '/watches': ['folder'],
  '/backup': ['file'],
  '/models/import': ['folder'],
}

/** The bytes of a request. `sandbox` is the folder that places on the server's machine are put into. */
export function writeRequest(plan: RequestPlan, known: KnownValues, host: string, sandbox: string): RawRequest {
  const path = plan.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = known.fill(plan.params[name] ?? '')
    return plan.rawPath ? value.replaceAll(/[\r\n]/g, '') : encodeText(value)
  })
  const query = plan.query.flatMap(([name, value]) =>
    [value]
      .flat()
      .map(
        (each) =>
          `${encodeText(name)}=${encodeText(known.fill(typeof each === 'string' ? each : (JSON.stringify(each) ?? '')))}`,
      ),
  )
  const target = query.length === 0 ? path : `${path}?${query.join('&')}`
  const { body, contentType } = bodyBytes(plan.body, known, PLACES[plan.path] ?? [], sandbox)
  const given = new Set(plan.headers.map(([name]) => name))
  const headers: (readonly [string, string])[] = [
    ['host', host],
    ['connection', 'close'],
    ...plan.headers.map(([name, value]) => [name, value.replaceAll(/[\r\n]/g, ' ')] as const),
    ...(contentType === null || contentType === '' ? [] : [['content-type', contentType] as const]),
    ...(given.has('content-length') || (body.length === 0 && plan.method === 'GET')
      ? []
      : [['content-length', String(body.length)] as const]),
  ]
  const lines = headers.map(([name, value]) => `${name}: ${latin1(value)}`)
  return { head: [`${plan.method} ${latin1(target)} HTTP/1.1`, ...lines].join('\r\n'), body }
}

/** UTF-8 bytes as the characters that latin1 writes as them. */
const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** As `encodeURIComponent`, which refuses halves of characters. */
const encodeText = (text: string): string => encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))

function bodyBytes(
  plan: BodyPlan,
  known: KnownValues,
  places: readonly string[],
  sandbox: string,
): { body: Buffer; contentType: string | null } {
  switch (plan.kind) {
    case 'none':
      return { body: Buffer.alloc(0), contentType: null }
    case 'json':
      return {
        body: Buffer.from(withNested(jsonOf(known.fillIn(plan.value), places, sandbox))),
        contentType: plan.contentType,
      }
    case 'text':
      return { body: Buffer.from(plan.text), contentType: plan.contentType }
    case 'bytes':
      return { body: Buffer.from(plan.base64, 'base64'), contentType: plan.contentType }
    case 'upload': {
      return uploadBytes(plan, (text) => known.fill(text))
    }
  }
}

function jsonOf(value: unknown, places: readonly string[], sandbox: string): string {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject || places.length === 0) return JSON.stringify(value) ?? 'null'
  const placed = Object.entries(value).map(([name, inner]) => [
    name,
    places.includes(name) && typeof inner === 'string' ? join(sandbox, inner.replaceAll('..', '.')) : inner,
  ])
  return JSON.stringify(Object.fromEntries(placed))
}
