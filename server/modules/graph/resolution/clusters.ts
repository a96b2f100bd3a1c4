import type { MergeReason } from '@learnpath/contracts'
import { clearlyDifferent } from './clearly-different.ts'
import type { Link } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import type { MergeDecision } from './resolution.ts'

/** What joined two names of a cluster. */
interface Tie {
  readonly from: string
  readonly to: string
  readonly reason: MergeReason
  readonly similarity: number | null
}

export interface Clusters {
  /** Keys that belong together; the same object for all of them. Keys of decisions are there too, whether a document has them or not. */
  readonly clusterOf: ReadonlyMap<string, Cluster>
  /** Links that were strong enough but would have put together what is clearly different. */
  readonly refused: readonly Link[]
}

export interface Cluster {
  readonly names: readonly NameFeatures[]
  readonly keys: readonly string[]
  /** One less than keys: each joined what was apart before. */
  readonly ties: readonly Tie[]
  /** Keys that the user said are other things. */
  readonly apart: ReadonlySet<string>
}

interface Growing {
  names: NameFeatures[]
  keys: string[]
  ties: Tie[]
  apart: Set<string>
}

/**
 * Ties names together, the user's decisions first, then the strongest links. Names that the user told apart are never in one cluster,
 * whatever else ties them; where decisions contradict each other ("A is B", "B is C", "A is not C"), `different` holds, and of the
 * others those with the smaller keys.
 */
export function clusterNames(
  names: readonly NameFeatures[],
  links: readonly Link[],
  decisions: readonly MergeDecision[],
): Clusters {
  const clusterOf = new Map<string, Growing>()
  for (const name of names) clusterOf.set(name.form.key, alone(name.form.key, [name]))
  const of = (key: string): Growing => {
    const known = clusterOf.get(key)
    if (known !== undefined) return known
    const created = alone(key, [])
    clusterOf.set(key, created)
    return created
  }
  const known = ordered(decisions)
  for (const { firstKey, secondKey } of known.filter(({ decision }) => decision === 'different')) {
    of(firstKey).apart.add(secondKey)
    of(secondKey).apart.add(firstKey)
  }
  for (const { firstKey, secondKey } of known.filter(({ decision }) => decision === 'same')) {
    if (of(firstKey) === of(secondKey) || areApart(of(firstKey), of(secondKey))) continue
    join({ from: firstKey, to: secondKey, reason: 'user', similarity: null }, clusterOf, of)
  }
  const refused: Link[] = []
  for (const link of links.toSorted(byStrength)) {
    const [from, to] = [link.one.form.key, link.other.form.key]
    if (of(from) === of(to) || areApart(of(from), of(to))) continue
    if (link.reason !== 'concept' && haveContradiction(of(from).names, of(to).names)) refused.push(link)
    else join({ from, to, reason: link.reason, similarity: link.similarity }, clusterOf, of)
  }
  return { clusterOf, refused }
}

const alone = (key: string, names: NameFeatures[]): Growing => ({ names, keys: [key], ties: [], apart: new Set() })

/** The smaller cluster goes into the larger, so that each name moves but a few times. */
function join(tie: Tie, clusterOf: Map<string, Growing>, of: (key: string) => Growing): void {
  const [one, other] = [of(tie.from), of(tie.to)]
  const [small, large] = one.keys.length < other.keys.length ? [one, other] : [other, one]
  large.names.push(...small.names)
  large.keys.push(...small.keys)
  large.ties.push(...small.ties, tie)
  for (const key of small.apart) large.apart.add(key)
  for (const key of small.keys) clusterOf.set(key, large)
}

/** Each pair once, the smaller key first, in the order of keys; `different` where both were said. */
function ordered(decisions: readonly MergeDecision[]): MergeDecision[] {
  const byPair = new Map<string, MergeDecision>()
  for (const { firstKey, secondKey, decision } of decisions) {
    if (firstKey === secondKey) continue
    const [small, large] = firstKey < secondKey ? [firstKey, secondKey] : [secondKey, firstKey]
    const id = `${small}\n${large}`
    if (byPair.get(id)?.decision !== 'different') byPair.set(id, { firstKey: small, secondKey: large, decision })
  }
  return [...byPair].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, decision]) => decision)
}

function byStrength(one: Link, other: Link): number {
  return other.strength - one.strength || compare(endsOf(one), endsOf(other)) || compare(one.reason, other.reason)
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const endsOf = ({ one, other }: Link): string => [one.form.key, other.form.key].toSorted().join('\n')

function areApart(one: Growing, other: Growing): boolean {
  const [fewer, more] = one.apart.size < other.apart.size ? [one, other] : [other, one]
  return fewer.apart.size > 0 && more.keys.some((key) => fewer.apart.has(key))
}

const MOST_COMPARED = 24

/** Of clusters of many names those with the smallest keys are compared. */
function haveContradiction(ones: readonly NameFeatures[], others: readonly NameFeatures[]): boolean {
  return firstOf(ones).some((one) => firstOf(others).some((other) => clearlyDifferent(one, other)))
}

const firstOf = (names: readonly NameFeatures[]): readonly NameFeatures[] =>
  names.length <= MOST_COMPARED
    ? names
    : names.toSorted((one, other) => one.index - other.index).slice(0, MOST_COMPARED)
