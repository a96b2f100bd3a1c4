import type { Citation, Conversation, ConversationTurn } from '@learnpath/contracts'
import type { ExportLabels } from './export-labels.ts'
import { harmlessMarkdown, plainLines, plainMarkdown } from './safe-markdown.ts'

/** A branch to be read elsewhere: each question as a heading, its answer, and the numbered sources with page and passage. */
export function conversationMarkdown(
  { title, turns }: Pick<Conversation, 'title' | 'turns'>,
  labels: ExportLabels,
): string {
  const heading = `# ${plainMarkdown(title === '' ? labels.untitled : title)}`
  return `${[heading, ...turns.flatMap((turn) => turnParts(turn, labels))].join('\n\n')}\n`
}

function turnParts(turn: ConversationTurn, labels: ExportLabels): string[] {
  const question = `## ${plainMarkdown(turn.question)}`
  return [question, ...answerParts(turn, labels), ...remarks(turn, labels).map((remark) => `*${remark}*`)]
}

function answerParts({ response }: ConversationTurn, labels: ExportLabels): string[] {
  if (response === null || response.answer === '') return []
  const text = response.engine === 'extractive' ? plainLines(response.answer) : harmlessMarkdown(response.answer.trim())
  if (response.citations.length === 0) return [text]
  return [text, `${labels.sources}:`, response.citations.map((citation) => sourceLine(citation, labels)).join('\n')]
}

function sourceLine(citation: Citation, labels: ExportLabels): string {
  const { n, title, path, headingPath, page, pageEnd, text } = citation
  const headings = (headingPath[0] === title ? headingPath.slice(1) : headingPath).join(' › ')
  const place = [title === path ? '' : path, headings, page === null ? '' : labels.page(page, pageEnd ?? page)].filter(
    (part) => part !== '',
  )
  const where = [`**${plainMarkdown(title)}**`, ...place.map(plainMarkdown)].join(', ')
  return String.raw`- \[${n}\] ${where}: ${labels.quote(plainMarkdown(text))}`
}

function remarks({ state, response, failure }: ConversationTurn, labels: ExportLabels): string[] {
  switch (state) {
    case 'answering':
      return [labels.answering]
    case 'withdrawn':
      return [labels.withdrawn]
    case 'failed':
      return [labels.failed(plainMarkdown(failure?.message ?? ''))]
    case 'stopped':
      return [labels.stopped]
    case 'complete':
      return response === null || response.abstained ? [] : [facts(response, labels)]
  }
}

function facts(
  { engine, sentences, question, searchedFor }: NonNullable<ConversationTurn['response']>,
  labels: ExportLabels,
): string {
  const parts = [
    labels.answeredBy(plainMarkdown(engine)),
    ...(searchedFor === question ? [] : [labels.searchedFor(plainMarkdown(searchedFor))]),
    ...(engine === 'extractive' || sentences.length === 0 ? [] : [labels.support(sentences)]),
  ]
  return `${parts.join('; ')}.`
}
