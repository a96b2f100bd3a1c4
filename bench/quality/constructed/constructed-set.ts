import { hashOf, randomFor } from '../../../server/kernel/seeded-random.ts'
import { escapeQuery } from '../../../server/kernel/text/query-syntax.ts'
import type { FittedSource } from '../../../server/modules/chat/fit-sources.ts'
import { isForFitting } from '../answer-samples.ts'
import { openAskLibrary, type AskLibrary } from '../ask-library.ts'
import { readAskSet, type AskQuestion } from '../ask-sets.ts'
import {
  constructAnswer,
  holdersOf,
  sentencesOf,
  type ConstructedAnswer,
  type Statement,
  type WrongKind,
} from './constructed-answers.ts'
import { answeredQuestion, inWordsOfQuestion, paraphrase } from './paraphrase.ts'

/** How statements are put: sentences of the sources by rules, or the questions that people asked about them with their answers. */
export type Wording = 'paraphrase' | 'question'

export interface SetDescription {
  readonly name: string
  /** Set of the documents. */
  readonly documents: string
  /** Set with the same questions in the language of the answers. */
  readonly questions: string
  readonly language: string
  readonly wording: Wording
}

const same = (documents: string, language: string, wording: Wording): SetDescription => ({
  name: documents,
  documents,
  questions: documents,
  language,
  wording,
})

export const PARAPHRASED_SETS: readonly SetDescription[] = [
  same('squad2-devhalf', 'en', 'paraphrase'),
  same('xquad-en', 'en', 'paraphrase'),
  same('xquad-de', 'de', 'paraphrase'),
  same('fairytaleqa', 'en', 'paraphrase'),
]
export const QUESTION_SETS: readonly SetDescription[] = [
  same('squad2-devhalf', 'en', 'question'),
  same('xquad-de', 'de', 'question'),
  {
    name: 'German answers from English text',
    documents: 'xquad-en',
    questions: 'xquad-de',
    language: 'de',
    wording: 'question',
  },
]
const KINDS: readonly WrongKind[] = ['other-source', 'swapped', 'other-source', 'out-of-range']
/** As many passages as the product puts before a model. */
const SOURCES = 8

export interface ConstructedSet {
  readonly description: SetDescription
  /** Each with at least one wrong number. */
  readonly wrong: readonly ConstructedAnswer[]
  /** Of other questions, without any. */
  readonly right: readonly ConstructedAnswer[]
}

interface Folders {
  readonly dataFolder: string
  readonly scratchFolder: string
}

/** Answers over real documents, with the passages that the product finds for the question as their sources. */
export async function constructSet(
  description: SetDescription,
  folders: Folders,
  { fitting, each }: { readonly fitting: boolean; readonly each: number },
): Promise<ConstructedSet> {
  const { language } = description
  const set = await readAskSet(folders.dataFolder, description.documents)
  const asked = await readAskSet(folders.dataFolder, description.questions)
  const inOtherWords = new Map(asked.questions.map((question) => [question.id, question]))
  const library = await openAskLibrary(set.documents, folders.scratchFolder)
  const answerable = set.questions.filter(({ impossible, answers }) => !impossible && answers.some((one) => one !== ''))
  const questions = answerable
    .filter(({ id }) => isForFitting(id) === fitting)
    .toSorted((a, b) => hashOf(a.id) - hashOf(b.id))
  const wrong: ConstructedAnswer[] = []
  const right: ConstructedAnswer[] = []
  for (const [index, question] of questions.entries()) {
    const list = index % 2 === 0 ? wrong : right
    if (list.length >= each) continue
    const sources = await sourcesFor(library, question)
    const statements =
      description.wording === 'paraphrase'
        ? paraphrasedStatements(question, sources, language)
        : askedStatements([question, ...answerable], sources, { library, inOtherWords })
    const kind = list === wrong ? (KINDS[list.length % KINDS.length] ?? 'swapped') : null
    const made = constructAnswer(statements, sources, { id: question.id, language, kind })
    if (made !== null) list.push(made)
  }
  await library.close()
  return { description, wrong, right }
}

async function sourcesFor(library: AskLibrary, { text }: AskQuestion): Promise<FittedSource[]> {
  const { hits } = await library.retrieval.search({ query: escapeQuery(text), limit: SOURCES, mode: 'keyword' })
  return hits.map((hit, index) => ({ n: index + 1, hit, text: hit.text }))
}

/** The answer to the question, and one statement each of other sources. */
function paraphrasedStatements(question: AskQuestion, sources: readonly FittedSource[], language: string): Statement[] {
  const random = randomFor(2, question.id)
  const first = sources.find(({ text }) => question.answers.some((answer) => answer !== '' && text.includes(answer)))
  const answer = question.answers.find((one) => one !== '' && first?.text.includes(one))
  if (first === undefined || answer === undefined) return []
  return [first, ...sources.filter((other) => other !== first)].flatMap((source) => {
    const wanted = source === first ? answer : ''
    const fitting = sentencesOf(source.text, language).filter((text) => text.includes(wanted))
    const sentence = fitting[Math.floor(random() * fitting.length)]
    if (sentence === undefined) return []
    const asked = source === first && random() < 0.5 ? answeredQuestion(question.text, answer, language) : null
    const text = asked ?? paraphrase({ text: sentence, language, title: source.hit.title, answer: wanted }, random)
    return [{ text, right: holdersOf(sentence, sources) }]
  })
}

interface Wordings {
  readonly library: AskLibrary
  readonly inOtherWords: ReadonlyMap<string, AskQuestion>
}

/** What people asked about the sources, with the answers: one question per source, that of the search first. */
function askedStatements(
  questions: readonly AskQuestion[],
  sources: readonly FittedSource[],
  { library, inOtherWords }: Wordings,
): Statement[] {
  const statements: Statement[] = []
  const used = new Set<number>()
  for (const { id, documentIds, answers } of questions) {
    const documents = new Set([...documentIds].map((document) => library.documentIds.get(document)))
    const holding = sources.filter(
      ({ hit, text }) =>
        documents.has(hit.documentId) && answers.some((answer) => answer !== '' && text.includes(answer)),
    )
    const worded = inOtherWords.get(id)
    if (worded === undefined || holding.length === 0 || holding.some(({ n }) => used.has(n))) continue
    for (const { n } of holding) used.add(n)
    statements.push({ text: inWordsOfQuestion(worded.text, worded.answers[0] ?? ''), right: holding.map(({ n }) => n) })
  }
  return statements
}
