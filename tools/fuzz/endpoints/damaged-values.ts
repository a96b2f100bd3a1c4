import fc from 'fast-check'
import { hostileValue, PROTOTYPE_NAMES } from './hostile-values.ts'

/** One change of a value: at a place in it that the number chooses. */
interface Damage {
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat'
  readonly place: number
  readonly value: unknown
  readonly name: string
}

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'repeat'),
  place: fc.nat(1000),
  value: hostileValue,
  name: fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES), fc.string({ maxLength: 12 })),
})

/** Values of the arbitrary with one to three changes. */
export function damagedValues(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.array(damage, { minLength: 1, maxLength: 3 }))
    .map(([value, damages]) => damages.reduce<unknown>((current, each) => changed(current, each), value))
}

type Container = unknown[] | Record<string, unknown>

function changed(value: unknown, { kind, place, value: given, name }: Damage): unknown {
  const copy = structuredClone(value)
  const places = placesIn(copy)
  const chosen = places[place % (places.length + 1)]
  if (chosen === undefined) return kind === 'replace' ? given : withAdded(copy, name, given)
  const { container, key } = chosen
  const at = container as Record<string, unknown>
  if (kind === 'replace') at[key] = given
  else if (kind === 'remove' && Array.isArray(container)) container.splice(Number(key), 1)
  else if (kind === 'remove') delete at[key]
  else if (kind === 'repeat') at[key] = Array.from({ length: 3 }, () => at[key])
  else at[key] = withAdded(at[key], name, given)
  return copy
}

function withAdded(value: unknown, name: string, given: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[]), given]
  if (typeof value !== 'object' || value === null) return given
  // Defined, not set: "__proto__" is to arrive as a name of the JSON text.
  return Object.defineProperty(value, name, { value: given, enumerable: true, configurable: true, writable: true })
}

interface Place {
  readonly container: Container
  readonly key: string
}

function placesIn(value: unknown): Place[] {
  const places: Place[] = []
  const open = [value]
  for (let current = open.pop(); current !== undefined && places.length < 500; current = open.pop()) {
    if (typeof current !== 'object' || current === null) continue
    for (const [key, inner] of Object.entries(current)) {
      places.push({ container: current as Container, key })
      open.push(inner)
    }
  }
  return places
}
