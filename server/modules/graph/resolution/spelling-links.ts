import { groupBy } from '../../../kernel/group-by.ts'
import type { Findings } from './link.ts'
import { STRENGTH } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import { isLiteral, typesAgree } from './types-agree.ts'

const SHORTEST_MERGED = 3
const LONGEST_ALL_PAIRS = 40

/** Names that differ in nothing but case, hyphens, number, diacritics or British spelling. */
export function spellingLinks(names: readonly NameFeatures[]): Findings {
  const findings: Findings = { links: [], doubts: [] }
  const bySpelling = groupBy(
    names.flatMap((name) => name.spellings.map((spelling) => ({ spelling, name }))),
    ({ spelling }) => spelling,
  )
  for (const [spelling, entries] of bySpelling) {
    const alike = entries.map(({ name }) => name)
    for (const [at, one] of alike.entries()) {
      for (const other of alike.slice(at + 1, at + 1 + LONGEST_ALL_PAIRS)) addPair(one, other, spelling, findings)
    }
  }
  return findings
}

function addPair(one: NameFeatures, other: NameFeatures, spelling: string, { links, doubts }: Findings): void {
  if (!typesAgree(one.form.type, other.form.type)) return
  const doubt = isLiteral(one.form.type) ? null : doubtOf(one, other, spelling)
  if (doubt === null) links.push({ one, other, reason: 'spelling', strength: STRENGTH.spelling, similarity: null })
  else doubts.push({ one, other, similarity: null, score: 0.8, reasons: ['They are written alike.', doubt] })
}

/** What may make two things of what is written alike. */
function doubtOf(one: NameFeatures, other: NameFeatures, spelling: string): string | null {
  if (areWordsOfTwoLanguages(one, other)) return 'They are words of different languages.'
  if (one.form.name === other.form.name) return null
  const shortForms = [one, other].filter(({ acronym }) => acronym !== null).length
  // "AIDS" and "aids", "WHO" and "who".
  if (shortForms === 1 && spelling.length <= SHORTEST_MERGED + 1) return 'One may be a short form.'
  if (shortForms === 0 && spelling.length < SHORTEST_MERGED) return 'They are very short.'
  return one.designator === other.designator ? null : 'Their numbers or letters are written otherwise.'
}

/** "Gift" and "Rat" are other things in German; names of persons and places are the same. */
function areWordsOfTwoLanguages(one: NameFeatures, other: NameFeatures): boolean {
  const languages = [one.form.language, other.form.language]
  if (languages[0] === languages[1] || languages.includes('und')) return false
  return one.form.type === 'concept' || other.form.type === 'concept'
}
