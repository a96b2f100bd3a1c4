import { z } from 'zod'
import type { ImitatedPoint, PointId } from './imitated-point.ts'

const Condition = z.union([
  z.strictObject({ key: z.string(), match: z.strictObject({ any: z.array(z.string()) }) }),
  z.strictObject({ key: z.string(), match: z.strictObject({ value: z.string() }) }),
  z.strictObject({ has_id: z.array(z.union([z.number(), z.string()])) }),
])
const Filter = z.strictObject({
  must: z.array(Condition).optional(),
  should: z.array(Condition).optional(),
  must_not: z.array(Condition).optional(),
})

export type Test = (point: ImitatedPoint) => boolean

/** A field's values: one, a list, or none. */
export function valuesOf({ payload }: ImitatedPoint, field: string): readonly unknown[] {
  const value = payload[field]
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function testOf(condition: z.output<typeof Condition>, indexed: ReadonlySet<string>): Test {
  if ('has_id' in condition) {
    const ids = new Set<PointId>(condition.has_id)
    return ({ id }) => ids.has(id)
  }
  const { key, match } = condition
  // A real server would look at every point.
  if (!indexed.has(key)) throw new Error(`Bad request: Index required but not found for "${key}"`)
  const wanted = new Set<unknown>('any' in match ? match.any : [match.value])
  return (point) => valuesOf(point, key).some((value) => wanted.has(value))
}

/** What passes all of `must`, any of `should` and none of `must_not`. @throws what a server answers with 400 */
export function filterTest(filter: unknown, indexed: ReadonlySet<string>): Test {
  if (filter === undefined || filter === null) return () => true
  const { must = [], should = [], must_not: mustNot = [] } = Filter.parse(filter)
  const tests = (conditions: typeof must): Test[] => conditions.map((condition) => testOf(condition, indexed))
  const [all, any, none] = [tests(must), tests(should), tests(mustNot)]
  return (point) =>
    all.every((test) => test(point)) &&
    (any.length === 0 || any.some((test) => test(point))) &&
    !none.some((test) => test(point))
}
