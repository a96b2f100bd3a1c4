import type { Findings } from './link.ts'
import { STRENGTH } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import type { FormAlias } from './resolution.ts'
import { typesAgree } from './types-agree.ts'
import { alignWords } from './word-alignment.ts'

interface Statement {
  readonly one: NameFeatures
  readonly other: NameFeatures
  readonly count: number
}

/** A short form means what it is stated for most, if no other meaning is stated a third as often. */
const CLEAR_MAJORITY = 3
const STATED_SCORE = 0.85
/** Names with more partners than this, each stated once, are words that anything may be called. */
const MOST_ALIASES = 4

/** What texts state of names: short forms in brackets, "also called". */
export function statedLinks(aliases: readonly FormAlias[], featuresOf: ReadonlyMap<string, NameFeatures>): Findings {
  const findings: Findings = { links: [], doubts: [] }
  const byShort = new Map<string, Statement[]>()
  const others: Statement[] = []
  for (const { firstKey, secondKey, kind, count } of combined(aliases)) {
    const first = featuresOf.get(firstKey)
    const second = featuresOf.get(secondKey)
    if (first === undefined || second === undefined || first === second) continue
    if (kind === 'alias') others.push({ one: first, other: second, count })
    else {
      const [short, long] = isShortOf(first, second) ? [first, second] : [second, first]
      byShort.set(short.form.key, [...(byShort.get(short.form.key) ?? []), { one: short, other: long, count }])
    }
  }
  for (const statements of byShort.values()) addShort(statements, findings)
  addAliases(others, findings)
  return findings
}

/** Each pair of names once, in the order of keys. */
function combined(aliases: readonly FormAlias[]): FormAlias[] {
  const byPair = new Map<string, FormAlias>()
  for (const { firstKey, secondKey, kind, count } of aliases) {
    const [small, large] = firstKey < secondKey ? [firstKey, secondKey] : [secondKey, firstKey]
    const id = `${kind}\n${small}\n${large}`
    byPair.set(id, { firstKey: small, secondKey: large, kind, count: count + (byPair.get(id)?.count ?? 0) })
  }
  return [...byPair].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, alias]) => alias)
}

const isShortOf = (one: NameFeatures, other: NameFeatures): boolean =>
  one.acronym !== null && other.acronym === null ? true : one.form.name.length < other.form.name.length

function addShort(statements: readonly Statement[], { links, doubts }: Findings): void {
  const fitting = statements.filter(({ one, other }) => typesAgree(one.form.type, other.form.type))
  const best = fitting.toSorted((one, other) => other.count - one.count)[0]
  const isRival = ({ other, count }: Statement): boolean =>
    best !== undefined &&
    other !== best.other &&
    alignWords(other, best.other).jaccard < 0.5 &&
    count * CLEAR_MAJORITY > best.count
  const ambiguous = fitting.some(isRival)
  for (const statement of statements) {
    const { one, other } = statement
    const sure =
      !ambiguous &&
      best !== undefined &&
      fitting.includes(statement) &&
      (other === best.other || alignWords(other, best.other).jaccard >= 0.5)
    if (sure) links.push({ one, other, reason: 'acronym', strength: STRENGTH.statedAcronym, similarity: null })
    else {
      const reasons = [
        'A text gives one as the short form of the other.',
        ...(ambiguous ? ['The short form has several meanings.'] : []),
      ]
      doubts.push({ one, other, similarity: null, score: STATED_SCORE, reasons })
    }
  }
}

function addAliases(statements: readonly Statement[], { links, doubts }: Findings): void {
  const partners = new Map<NameFeatures, number>()
  for (const { one, other } of statements) {
    for (const each of [one, other]) partners.set(each, (partners.get(each) ?? 0) + 1)
  }
  for (const { one, other, count } of statements) {
    const { opposed, jaccard } = alignWords(one, other)
    const hub = count === 1 && Math.max(partners.get(one) ?? 0, partners.get(other) ?? 0) > MOST_ALIASES
    const sure = typesAgree(one.form.type, other.form.type) && !(opposed && jaccard > 0) && !hub
    if (sure) {
      links.push({ one, other, reason: 'alias', strength: STRENGTH.statedAlias, similarity: null })
      continue
    }
    const reasons = ['A text gives both as names of one thing.']
    doubts.push({ one, other, similarity: null, score: STATED_SCORE, reasons })
  }
}
