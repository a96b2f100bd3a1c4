import type { AskResponse, ExportConversationQuery } from '@learnpath/contracts'

/** The words around questions and answers. */
export interface ExportLabels {
  readonly untitled: string
  readonly sources: string
  readonly page: (first: number, last: number) => string
  readonly answeredBy: (engine: string) => string
  readonly support: (sentences: AskResponse['sentences']) => string
  readonly quote: (text: string) => string
  readonly searchedFor: (question: string) => string
  readonly stopped: string
  readonly withdrawn: string
  readonly answering: string
  readonly failed: (message: string) => string
}

const EXTRACTIVE = 'extractive'
const pages = (word: string, first: number, last: number): string =>
  first === last ? `${word} ${first}` : `${word} ${first}–${last}`

function counted(sentences: AskResponse['sentences'], words: Readonly<Record<string, string>>): string {
  const kinds = ['supported', 'partly', 'not-found'] as const
  const counts = kinds.map((kind) => [kind, sentences.filter(({ support }) => support === kind).length] as const)
  return counts.flatMap(([kind, count]) => (count === 0 ? [] : `${count} ${words[kind] ?? kind}`)).join(', ')
}

export const EXPORT_LABELS: Readonly<Record<ExportConversationQuery['language'], ExportLabels>> = {
  en: {
    untitled: 'Conversation',
    sources: 'Sources',
    page: (first, last) => pages(first === last ? 'page' : 'pages', first, last),
    answeredBy: (engine) =>
      engine === EXTRACTIVE ? 'Answered with sentences of the documents' : `Answered by ${engine}`,
    support: (sentences) =>
      `sentences: ${counted(sentences, {
        supported: 'supported by the sources',
        partly: 'partly supported',
        'not-found': 'not found in the sources',
      })}`,
    quote: (text) => `“${text}”`,
    searchedFor: (question) => `searched for “${question}”`,
    stopped: 'The answer was stopped here.',
    withdrawn: 'The answer was removed together with a document that it quoted.',
    answering: 'The answer is still being made.',
    failed: (message) => `No answer: ${message}.`,
  },
  de: {
    untitled: 'Gespräch',
    sources: 'Quellen',
    page: (first, last) => pages(first === last ? 'Seite' : 'Seiten', first, last),
    answeredBy: (engine) =>
      engine === EXTRACTIVE ? 'Beantwortet mit Sätzen aus den Dokumenten' : `Beantwortet von ${engine}`,
    support: (sentences) =>
      `Sätze: ${counted(sentences, {
        supported: 'von den Quellen belegt',
        partly: 'teilweise belegt',
        'not-found': 'in den Quellen nicht gefunden',
      })}`,
    quote: (text) => `„${text}“`,
    searchedFor: (question) => `gesucht wurde „${question}“`,
    stopped: 'Hier wurde die Antwort angehalten.',
    withdrawn: 'Die Antwort wurde zusammen mit einem Dokument entfernt, das sie zitiert hat.',
    answering: 'Die Antwort entsteht gerade noch.',
    failed: (message) => `Keine Antwort: ${message}.`,
  },
}
