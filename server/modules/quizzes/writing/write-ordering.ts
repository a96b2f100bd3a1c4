import type { StudyDocument, StudySentence } from '../../../ports/study-material.ts'
import type { Candidate } from './candidate.ts'
import type { LanguageRules } from './language-rules.ts'
import type { MaterialIndex } from './material-index.ts'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { isCleanProse, pointsNowhere, wordCount } from './self-contained.ts'

const FEWEST_STEPS = 3
const MOST_STEPS = 7
const LONGEST_STEP = 30
const SHORTEST_STEP = 3

interface Series {
  readonly from: number
  readonly to: number
  readonly steps: readonly string[]
  readonly context: string
  readonly pattern: 'numbered-steps' | 'steps-in-text'
  readonly quality: number
}

/** Questions about the order of steps: numbered lists that are announced as steps, and sentences with words of sequence. */
export function orderSteps(
  document: StudyDocument,
  rules: LanguageRules,
  { index, seed }: { index: MaterialIndex; seed: number },
): Candidate[] {
  const candidates: Candidate[] = []
  for (const series of [...numberedSteps(document, rules), ...stepsInText(document, rules)]) {
    const conceptId = conceptOf(document, series, index)
    if (conceptId === null || new Set(series.steps).size < series.steps.length) continue
    const places = series.steps.map((_, at) => at)
    let order = shuffled(places, randomFor(seed, `steps ${document.documentId} ${series.from}`))
    if (order.every((place, at) => place === at)) order = [...places.slice(1), 0]
    candidates.push({
      quality: series.quality,
      draft: {
        type: 'ordering',
        stem: rules.wording.order(series.context),
        options: order.map((place) => series.steps[place] ?? ''),
        left: [],
        right: [],
        answer: { order: places.map((place) => order.indexOf(place)) },
        answerText: series.steps.map((step, at) => `${at + 1}. ${step}`).join(' '),
        accepted: [],
        conceptId,
        evidence: {
          documentId: document.documentId,
          start: document.sentences[series.from]?.start ?? 0,
          end: document.sentences[series.to]?.end ?? 0,
        },
        bloom: 'understand',
        language: document.language,
        difficulty: 0.35 + 0.05 * series.steps.length,
        pattern: series.pattern,
      },
    })
  }
  return candidates
}

function numberedSteps(document: StudyDocument, rules: LanguageRules): Series[] {
  const { sentences, text } = document
  const found: Series[] = []
  for (const [from, first] of sentences.entries()) {
    if (first.listNumber !== 1 || sentences[from - 1]?.listNumber === 1) continue
    const list = numberedList(sentences, from)
    const lead = sentences[from - 1]
    const leadText = lead?.section === first.section ? text.slice(lead.start, lead.end) : ''
    if (list === null || !rules.announcesSteps.test(leadText) || leadText.endsWith('?')) continue
    const steps = list.items.map((item) => text.slice(item.start, item.end))
    const context = contextOf(leadText, headingOf(document, first), document, rules)
    if (context === null || !areSteps(steps, rules)) continue
    found.push({ from, to: list.to, steps, context, pattern: 'numbered-steps', quality: 0.8 })
  }
  return found
}

/** The first sentences of the items of a list, and where the list ends; null when a number is missing. */
function numberedList(
  sentences: readonly StudySentence[],
  from: number,
): { items: StudySentence[]; to: number } | null {
  const items: StudySentence[] = []
  let to = from
  for (let at = from; at < sentences.length; at++) {
    const sentence = sentences[at]
    if (sentence === undefined || sentence.listNumber === null || sentence.section !== sentences[from]?.section) break
    if (sentence.listNumber === items.length + 1) items.push(sentence)
    // A second sentence of the same item explains it.
    else if (sentence.listNumber !== items.length) return null
    to = at
  }
  return { items, to }
}

function headingOf({ sections }: StudyDocument, sentence: StudySentence): string {
  return sections[sentence.section]?.headingPath.at(-1) ?? ''
}

function areSteps(steps: readonly string[], rules: LanguageRules): boolean {
  if (steps.length < FEWEST_STEPS || steps.length > MOST_STEPS) return false
  return steps.every((step) => {
    const words = wordCount(step)
    return (
      words >= SHORTEST_STEP &&
      words <= LONGEST_STEP &&
      isCleanProse(step) &&
      !/[:?!]$|\b(?:steps?|Schritte?n?) \d/.test(step) &&
      !rules.leansBack.test(step)
    )
  })
}

/** What the steps are steps of: the announcing sentence when it says so by itself, else the heading. */
function contextOf(lead: string, heading: string, document: StudyDocument, rules: LanguageRules): string | null {
  const announced = lead.replace(/[:.]$/, '')
  if (
    lead.endsWith(':') &&
    pointsNowhere(announced, rules) &&
    wordCount(announced) >= 5 &&
    wordCount(announced) <= 25 &&
    isCleanProse(announced)
  ) {
    return announced
  }
  if (wordCount(heading) >= 2) return heading
  return wordCount(document.title) >= 2 ? document.title : null
}

function stepsInText(document: StudyDocument, rules: LanguageRules): Series[] {
  const { sentences } = document
  const found: Series[] = []
  for (const [from, first] of sentences.entries()) {
    if (first.kind !== 'paragraph' || !rules.firstStep.test(textOf(document, from))) continue
    let to = from
    while (continuesSteps(document, to, rules)) to++
    const raw = Array.from({ length: to - from + 1 }, (_, at) => textOf(document, from + at))
    const steps = raw.map((step) => withoutMarker(step, rules))
    const context = contextOf('', headingOf(document, first), document, rules)
    if (context === null || !areSteps(steps, rules) || steps.some((step) => rules.pointsOutside.test(step))) continue
    found.push({ from, to, steps, context, pattern: 'steps-in-text', quality: 0.7 })
  }
  return found
}

function textOf({ sentences, text }: StudyDocument, at: number): string {
  const sentence = sentences[at]
  return sentence === undefined ? '' : text.slice(sentence.start, sentence.end)
}

/** Whether the next sentence is the next step, in the same paragraph. */
function continuesSteps(document: StudyDocument, at: number, rules: LanguageRules): boolean {
  const [here, next] = [document.sentences[at], document.sentences[at + 1]]
  if (here === undefined || next?.kind !== 'paragraph' || next.section !== here.section) return false
  return rules.nextStep.test(textOf(document, at + 1)) && !document.text.slice(here.end, next.start).includes('\n\n')
}

function withoutMarker(step: string, rules: LanguageRules): string {
  const bare = step.replace(rules.stepMarker, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** The most important concept that the steps name. */
function conceptOf(document: StudyDocument, { from, to }: Series, index: MaterialIndex): string | null {
  let best: string | null = null
  let rank = Infinity
  for (const mention of document.mentions) {
    if (mention.sentence === null || mention.sentence < from || mention.sentence > to) continue
    const concept = index.concepts.get(mention.conceptId)
    if (concept === undefined || concept.rank >= rank) continue
    best = concept.id
    rank = concept.rank
  }
  return best
}
