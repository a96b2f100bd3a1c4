import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'
import type { Exchange } from './imitated-qdrant.ts'

const Description = z.looseObject({
  operations: z.record(
    z.string(),
    z.object({ query: z.unknown(), body: z.unknown().optional(), answer: z.unknown().optional() }),
  ),
  definitions: z.record(z.string(), z.unknown()),
})

/** Checks requests to Qdrant, and its answers, against its published description. */
export interface ExchangeCheck {
  /** Operations that the description has and nobody has used yet. */
  readonly unused: ReadonlySet<string>
  /** What is wrong; empty when nothing is. */
  problems(exchange: Pick<Exchange, 'method' | 'path' | 'query' | 'body' | 'answer' | 'status'>): string[]
}

/** Values of a query are text; the description has them as what they mean. */
const meaningOf = (text: string): unknown => (/^(?:true|false|\d+)$/u.test(text) ? JSON.parse(text) : text)

export function createExchangeCheck(): ExchangeCheck {
  const text = readFileSync(new URL('./qdrant-schemas.json', import.meta.url), 'utf8')
  const { operations, definitions } = Description.parse(JSON.parse(text))
  const ajv = new Ajv({ strict: false, allErrors: false })
  const unused = new Set(Object.keys(operations))
  const compiled = new Map<string, ValidateFunction>()

  function wrong(key: string, schema: unknown, value: unknown): string[] {
    if (schema === undefined) return value === undefined ? [] : [`${key} is not expected`]
    const validate = compiled.get(key) ?? ajv.compile({ allOf: [schema], definitions })
    compiled.set(key, validate)
    return validate(value) ? [] : [`${key}: ${ajv.errorsText(validate.errors)}`]
  }

  return {
    unused,
    problems({ method, path, query, body, answer, status }) {
      const place = path === '/collections/aliases' ? path : path.replace(/^\/collections\/[^/]+/u, '/collections/{}')
      const address = `${method} ${place}`
      const operation = operations[address]
      if (operation === undefined) return [`${address} is not in the description`]
      unused.delete(address)
      const parameters = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, meaningOf(value)]))
      return [
        ...wrong(`${address} query`, operation.query, parameters),
        ...wrong(`${address} body`, operation.body, body),
        ...(status === 200 ? wrong(`${address} answer`, operation.answer, answer) : []),
      ]
    },
  }
}
