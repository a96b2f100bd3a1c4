import type { AnswerSentence, AskResponse, Citation, SentenceSupport } from '@learnpath/contracts'
import { Fragment as Keyed, type JSX } from 'react'
import type { OpenPassage } from '../../components/open-passage.ts'
import { EXTRACTIVE } from './answer-engine.ts'
import { answerPartsOf, fragmentsOf, type Fragment } from './answer-fragments.ts'
import { ModelText } from './model-text.tsx'
import { SourceMarker } from './source-marker.tsx'
import { SupportMark } from './support-mark.tsx'

interface Opening {
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

const LINES: Readonly<Record<SentenceSupport, string>> = {
  supported: '',
  partly: 'underline decoration-warn decoration-dotted decoration-2 underline-offset-4',
  'not-found': 'underline decoration-bad decoration-wavy underline-offset-4',
}

/** A whole answer. What a language model wrote says after each sentence how far it is supported; a quote is, word for word. */
export function AnswerText({ response, ...opening }: Opening & { readonly response: AskResponse }): JSX.Element {
  const { sentences, citations, engine } = response
  const isQuote = engine === EXTRACTIVE
  const isMarked = !isQuote || sentences.some(({ support }) => support !== 'supported')
  const byStart = new Map(sentences.map((sentence) => [sentence.start, sentence]))
  return (
    <div className="font-reading text-lg whitespace-pre-line">
      {answerPartsOf(response).map(({ at, support, fragments }) => (
        <span key={at}>
          <Fragments
            fragments={fragments}
            citations={citations}
            isPlain={isQuote}
            {...opening}
            className={support === null ? '' : LINES[support]}
          />
          {isMarked && support !== null && (
            <SupportMark support={support} quote={quoteOf(byStart.get(at), citations)} {...opening} />
          )}
        </span>
      ))}
    </div>
  )
}

/** The words that bear a sentence best, where they stand. */
function quoteOf(
  sentence: AnswerSentence | undefined,
  citations: readonly Citation[],
): (OpenPassage & { readonly text: string }) | null {
  const quote = sentence?.quotes[0]
  const citation = citations.find(({ n }) => n === quote?.n)
  if (quote === undefined || citation === undefined) return null
  const { start, end, text } = quote
  return { documentId: citation.documentId, start, end, page: citation.page, text }
}

interface ComingTextProps extends Opening {
  readonly text: string
  readonly citations: readonly Citation[]
}

/** An answer that is still coming, or was stopped. */
export function ComingText({ text, citations, ...opening }: ComingTextProps): JSX.Element {
  const known = new Set(citations.map(({ n }) => n))
  return (
    <div className="font-reading text-lg whitespace-pre-line">
      <Fragments fragments={fragmentsOf(text, known)} citations={citations} isPlain={false} {...opening} className="" />
    </div>
  )
}

interface FragmentsProps extends Opening {
  readonly fragments: readonly Fragment[]
  readonly citations: readonly Citation[]
  /** Words of documents, in which an asterisk is an asterisk. */
  readonly isPlain: boolean
  readonly className: string
}

function Fragments({ fragments, citations, isPlain, className, open, onOpen }: FragmentsProps): JSX.Element {
  return (
    <>
      {fragments.map((fragment) => {
        if (fragment.kind === 'text') {
          return (
            <span key={fragment.at} className={className}>
              {isPlain ? fragment.text : <ModelText text={fragment.text} />}
            </span>
          )
        }
        const citation = citations.find(({ n }) => n === fragment.n)
        return (
          <Keyed key={fragment.at}>
            {citation !== undefined && <SourceMarker citation={citation} open={open} onOpen={onOpen} />}
          </Keyed>
        )
      })}
    </>
  )
}
