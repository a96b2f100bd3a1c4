import type { ConceptMention } from '../../../ports/study-material.ts'
import type { Candidate } from './candidate.ts'
import { contentStems } from './content-stems.ts'
import type { StatedFact } from './find-definitions.ts'
import type { LanguageRules } from './language-rules.ts'
import type { EvidenceSentence } from './material-index.ts'
import { chooseForGap } from './write-definition-questions.ts'
import type { WritingTools } from './write-definition-questions.ts'
import { trueOrFalseSentence } from './write-true-false.ts'

/** The same sentence in other forms: its gap with terms to choose from, and as a statement that is true or has been made false. */
export function* fromGap(
  { draft, quality }: Candidate,
  { sentence, mention }: { readonly sentence: EvidenceSentence; readonly mention: ConceptMention },
  rules: LanguageRules,
  tools: WritingTools,
): Generator<Candidate | null> {
  const concept = tools.index.concepts.get(mention.conceptId)
  if (concept === undefined) return
  const fact: StatedFact = {
    concept,
    sentence,
    mention,
    description: draft.stem,
    stems: contentStems(draft.stem, concept.language),
    sharesHead: false,
  }
  const choice = chooseForGap(fact, draft, rules, tools)
  if (choice !== null) yield { draft: choice, quality: quality - 0.02 }
  if (draft.pattern !== 'gap-within') yield trueOrFalseSentence(fact, { draft, quality }, rules, tools)
}
