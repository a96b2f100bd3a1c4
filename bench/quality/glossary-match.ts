import { nounStem } from '../../server/kernel/text/noun-stem.ts'
import { tokenize } from '../../server/kernel/text/tokens.ts'

/** What forms of one term have in common: the singulars of its words, without hyphens. */
export function termKey(term: string): string {
  return tokenize(term.normalize('NFC'))
    .map(({ text }) => nounStem(text, 'en'))
    .join(' ')
}

/** The keys under which a glossary lists one term: "adenosine triphosphate (ATP)" has two. */
export function glossaryKeys(term: string): string[] {
  const inside = [...term.matchAll(/\(([^()]+)\)/g)].map((match) => match[1] ?? '')
  const keys = [term.replaceAll(/\([^()]*\)/g, ' '), ...inside].map(termKey)
  return [...new Set(keys.filter((key) => key !== ''))]
}

export interface GlossaryFigures {
  /** Share of the best `k` concepts that are glossary terms. */
  precisionAt(k: number): number
  /** Share of the terms found among the best `k` concepts. */
  recallAt(k: number): number
  /** Concepts that are no glossary terms, best first. */
  readonly others: readonly string[]
}

/** Compares concepts, best first, with the terms of a glossary, each given by its keys. */
export function matchGlossary(
  concepts: readonly { readonly name: string; readonly aliases: readonly string[] }[],
  terms: readonly (readonly string[])[],
): GlossaryFigures {
  const termOfKey = new Map(terms.flatMap((keys, term) => keys.map((key) => [key, term] as const)))
  const found = concepts.map(({ name, aliases }) =>
    [...new Set([name, ...aliases].map(termKey))].flatMap((key) => termOfKey.get(key) ?? []),
  )
  return {
    precisionAt: (k) => found.slice(0, k).filter((matches) => matches.length > 0).length / k,
    recallAt: (k) => new Set(found.slice(0, k).flat()).size / terms.length,
    others: concepts.filter((_, place) => found[place]?.length === 0).map(({ name }) => name),
  }
}
