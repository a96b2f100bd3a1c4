import {
  LearnPathError,
  QuizItemType,
  type AnswerResult,
  type CreateQuizRequestInput,
  type LearnPathClient,
  type Quiz,
  type QuizItem,
  type QuizSolution,
} from '@learnpath/contracts'
import { createLineAsker, type LineAsker } from '../ask-line.ts'
import { withConnection } from '../connection.ts'
import { placeOf } from '../passages.ts'
import { letterOf, promptFor, readAnswer } from '../quiz-answer.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { documentsNamed } from './operation.ts'

export interface QuizOptions {
  readonly collection?: string
  readonly document: readonly string[]
  readonly concept: readonly string[]
  readonly type: readonly string[]
  readonly count: number
  readonly seed: number
  readonly new?: boolean
  readonly ask: boolean
  readonly solutions?: boolean
}

export interface AnswerOptions {
  readonly override?: 'right' | 'wrong'
}

/** Makes a quiz; asks it at a terminal, prints it where nobody can answer. */
export async function quiz(terminal: Terminal, options: QuizOptions): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    const made = await client.call('createQuiz', { body: await requestOf(client, options) })
    if (options.ask && canAsk(terminal)) await askAll(terminal, client, made)
    else await printQuiz(terminal, client, made, options.solutions === true)
  })
  return 0
}

/** Goes on with a quiz where it was left. */
export async function takeQuiz(terminal: Terminal, quizId: string): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    const taken = await client.call('getQuiz', { params: { id: quizId } })
    if (canAsk(terminal)) await askAll(terminal, client, taken)
    else await printQuiz(terminal, client, taken, false)
  })
  return 0
}

const canAsk = (terminal: Terminal): boolean => terminal.interactive && process.stdin.isTTY

async function requestOf(client: LearnPathClient, options: QuizOptions): Promise<CreateQuizRequestInput> {
  const { collection, count, seed } = options
  const documentIds: string[] = []
  for (const name of options.document) {
    documentIds.push(
      ...(await documentsNamed(client, name, collection === undefined ? {} : { collection })).map(({ id }) => id),
    )
  }
  const conceptIds: string[] = []
  for (const name of options.concept) conceptIds.push(await conceptNamed(client, name, collection))
  const types = QuizItemType.array().safeParse(options.type)
  if (!types.success) {
    throw new LearnPathError('LP_REQUEST_INVALID', {
      issues: [{ field: '--type', message: `must be one of ${QuizItemType.options.join(', ')}` }],
    })
  }
  return {
    count,
    seed,
    newOnly: options.new === true,
    ...(collection === undefined ? {} : { collection }),
    ...(documentIds.length === 0 ? {} : { documentIds }),
    ...(conceptIds.length === 0 ? {} : { conceptIds }),
    ...(types.data.length === 0 ? {} : { types: types.data }),
  }
}

/** @throws LP_CONCEPT_NOT_FOUND unless a concept has this id, name or alias */
async function conceptNamed(client: LearnPathClient, name: string, collection: string | undefined): Promise<string> {
  const { concepts } = await client.call('listConcepts', { query: { collection, contains: name } })
  const lower = name.toLowerCase()
  const found =
    concepts.find((concept) => concept.name.toLowerCase() === lower) ??
    concepts.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === lower))
  if (found !== undefined) return found.id
  try {
    return (await client.call('getConcept', { params: { id: name } })).id
  } catch (failure) {
    const nearest = concepts.slice(0, 5).map((concept) => `"${concept.name}"`)
    const unknown = failure instanceof LearnPathError && failure.code === 'LP_CONCEPT_NOT_FOUND'
    if (!unknown || nearest.length === 0) throw failure
    throw new LearnPathError('LP_CONCEPT_NOT_FOUND', { detail: `"${name}"; there is ${nearest.join(', ')}` })
  }
}

async function askAll(terminal: Terminal, client: LearnPathClient, of: Quiz): Promise<void> {
  const asker = createLineAsker()
  try {
    await quizSession(terminal, client, asker, of)
  } finally {
    asker.close()
  }
}

/** Asks what has not been answered, item after item, shows after each whether it was right and where it stands, and the score at the end. */
export async function quizSession(
  terminal: Terminal,
  client: LearnPathClient,
  asker: LineAsker,
  of: Quiz,
): Promise<void> {
  if (of.shortfall !== null) terminal.note(terminal.style.dim(of.shortfall))
  const before = new Set(of.answeredItemIds)
  for (const [at, item] of of.items.entries()) {
    if (before.has(item.id) || item.state === 'removed') continue
    terminal.line()
    printItem(terminal, item, at + 1)
    const answer = await typedAnswer(terminal, asker, item)
    if (answer === null) break
    const result = await client.call('answerItem', { params: { id: of.id }, body: { itemId: item.id, answer } })
    printResult(terminal, result)
    if (result.correct === null && !(await selfAssessed(terminal, client, asker, result))) break
  }
  const { answered, correct, answeredItemIds } = await client.call('getQuiz', { params: { id: of.id } })
  terminal.line()
  terminal.line(terminal.style.bold(`${correct} of ${answered} right.`))
  if (answeredItemIds.length < of.items.length) terminal.note(`Go on later: learnpath quiz take ${of.id}`)
}

/** Null when nobody answers any more. */
async function typedAnswer(terminal: Terminal, asker: LineAsker, item: QuizItem) {
  for (;;) {
    const typed = await asker.ask(`   ${promptFor(item)}`)
    if (typed === null) return null
    const answer = readAnswer(item, typed)
    if (answer !== null) return answer
    terminal.note('   That cannot be read as an answer. Ctrl-C ends the quiz; what was answered is kept.')
  }
}

async function selfAssessed(
  terminal: Terminal,
  client: LearnPathClient,
  asker: LineAsker,
  { id }: AnswerResult,
): Promise<boolean> {
  for (;;) {
    const typed = (await asker.ask('   Was it right? y/n: '))?.trim().toLowerCase()
    if (typed === undefined) return false
    if (!['y', 'yes', 'j', 'ja', 'n', 'no', 'nein'].includes(typed)) continue
    const correct = !typed.startsWith('n')
    const { feedback } = await client.call('overrideAnswer', { params: { id }, body: { correct } })
    terminal.line(`   ${feedback}`)
    return true
  }
}

function printItem(terminal: Terminal, { stem, options, left, right }: QuizItem, number: number): void {
  terminal.line(terminal.style.bold(`${number}. ${stem}`))
  for (const [at, option] of options.entries()) terminal.line(`   ${letterOf(at)}) ${option}`)
  for (const [at, text] of left.entries()) terminal.line(`   ${at + 1}  ${text}`)
  for (const [at, text] of right.entries()) terminal.line(`   ${letterOf(at)}) ${text}`)
}

function printResult(terminal: Terminal, { correct, feedback, solution }: AnswerResult): void {
  const { style } = terminal
  const verdict = correct === null ? style.mark(feedback) : correct ? style.good(feedback) : style.bad(feedback)
  terminal.line(`   ${verdict} ${solution.answerText}`)
  printCitation(terminal, solution)
}

function printCitation(terminal: Terminal, { evidence, passage }: QuizSolution): void {
  const headings = passage.headingPath.length === 0 ? '' : `  ${passage.headingPath.join(' › ')}`
  terminal.line(`   “${evidence.replaceAll(/\s+/g, ' ').trim()}”`)
  terminal.line(terminal.style.dim(`   ${placeOf(passage)}${headings}`))
}

async function printQuiz(terminal: Terminal, client: LearnPathClient, of: Quiz, solutions: boolean): Promise<void> {
  const solved = solutions ? await solvedItems(client, of) : null
  terminal.result(solved === null ? of : { ...of, items: solved })
  for (const [at, item] of of.items.entries()) {
    printItem(terminal, item, at + 1)
    const solution = solved?.[at]?.solution
    if (solution !== undefined) {
      terminal.line(`   ${terminal.style.good(solution.answerText)}`)
      printCitation(terminal, solution)
    }
    terminal.line()
  }
  if (of.shortfall !== null) terminal.note(of.shortfall)
  terminal.note(terminal.style.dim(`Take it: learnpath quiz take ${of.id}`))
}

async function solvedItems(client: LearnPathClient, { items }: Quiz) {
  const solved = []
  for (const { id } of items) solved.push(await client.call('getQuizItem', { params: { id } }))
  return solved
}

/** One answer without a terminal; or, with `override`, the learner's word on the answer that was given. */
export async function answerItem(
  terminal: Terminal,
  given: { readonly quizId: string; readonly itemId: string; readonly text: string },
  { override }: AnswerOptions,
): Promise<number> {
  const result = await withConnection({ ingest: false }, async ({ client }) => {
    const of = await client.call('getQuiz', { params: { id: given.quizId } })
    const item = of.items.find(({ id }) => id === given.itemId)
    if (item === undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: given.itemId })
    const answer = readAnswer(item, given.text)
    if (answer === null) {
      throw new LearnPathError('LP_ANSWER_UNSUITABLE', { detail: `type ${promptFor(item).replace(/: $/, '')}` })
    }
    const params = { id: given.quizId }
    const answered = await client.call('answerItem', { params, body: { itemId: given.itemId, answer } })
    if (override === undefined) return answered
    return await client.call('overrideAnswer', {
      params: { id: answered.id },
      body: { correct: override === 'right' },
    })
  })
  terminal.result(result)
  printResult(terminal, result)
  return 0
}

/** The newest first. */
export async function listQuizzes(terminal: Terminal): Promise<number> {
  const list = await withConnection({ ingest: false }, async ({ client }) => await client.call('listQuizzes'))
  terminal.result(list)
  const rows = list.quizzes.map(({ id, title, itemCount, answered, correct }) => [
    id,
    `${correct} of ${answered} right`,
    `${itemCount} questions`,
    title,
  ])
  for (const line of tableLines(rows)) terminal.line(line)
  if (rows.length === 0) terminal.line('There is no quiz yet; "learnpath quiz" makes one.')
  return 0
}
