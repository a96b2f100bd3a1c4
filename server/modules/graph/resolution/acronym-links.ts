import { groupBy } from '../../../kernel/group-by.ts'
import type { Findings } from './link.ts'
import { sharesDocument, standsWith, STRENGTH } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import { typesAgree } from './types-agree.ts'

const SHORTEST_MERGED = 3
const USUAL = new Set(['place', 'organization'])
const MOST_MEANINGS = 8

/**
 * Short forms whose letters one name begins its words with. Without a text that states it, they are put together only if there is one
 * such name and it stands in every document that has the short form.
 */
export function acronymLinks(names: readonly NameFeatures[], stated: ReadonlySet<NameFeatures>): Findings {
  const findings: Findings = { links: [], doubts: [] }
  const byInitials = groupBy(
    names.flatMap((name) => name.initials.map((initials) => ({ initials, name }))),
    ({ initials }) => initials,
  )
  const byAcronym = groupBy(
    names.filter(({ acronym }) => acronym !== null),
    ({ acronym }) => acronym,
  )
  for (const name of names) {
    if (name.bracketAcronym === null) continue
    for (const short of byAcronym.get(name.bracketAcronym) ?? []) {
      if (short === name || stated.has(short) || !typesAgree(short.form.type, name.form.type)) continue
      findings.links.push({
        one: short,
        other: name,
        reason: 'acronym',
        strength: STRENGTH.statedAcronym,
        similarity: null,
      })
    }
  }
  const bracketed = new Set(findings.links.map(({ one }) => one))
  for (const short of names) {
    if (short.acronym === null || stated.has(short) || bracketed.has(short)) continue
    const meanings = (byInitials.get(short.acronym) ?? [])
      .map(({ name }) => name)
      .filter((name) => name !== short && typesAgree(short.form.type, name.form.type))
    if (meanings.length > 0 && meanings.length <= MOST_MEANINGS) addUnstated(short, meanings, findings)
  }
  return findings
}

function addUnstated(short: NameFeatures, meanings: readonly NameFeatures[], { links, doubts }: Findings): void {
  const [only] = meanings
  const few = (short.acronym?.length ?? 0) < SHORTEST_MERGED
  // Two letters are the beginnings of many names; of a country or a society they are usual.
  const usual = !few || (only?.form.type === short.form.type && USUAL.has(short.form.type))
  if (meanings.length === 1 && only !== undefined && usual && standsWith(short, meanings)) {
    links.push({ one: short, other: only, reason: 'acronym', strength: STRENGTH.acronym, similarity: null })
    return
  }
  for (const other of meanings) {
    if (!sharesDocument(short, other)) continue
    const reasons = [
      'The short form has the first letters of the words.',
      ...(meanings.length > 1 ? ['Other names have these letters too.'] : []),
    ]
    doubts.push({ one: short, other, similarity: null, score: 0.6 / meanings.length + 0.2, reasons })
  }
}
