import type { AskResponse, Citation, SentenceSupport } from '@learnpath/contracts'
import type { JSX } from 'react'
import type { OpenPassage } from '../../components/open-passage.ts'
import { answerPartsOf, fragmentsOf, type Fragment } from './answer-fragments.ts'
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

/** A whole answer. Once one sentence is not supported, each says how far it is; otherwise one line below says it of all. */
export function AnswerText({ response, ...opening }: Opening & { readonly response: AskResponse }): JSX.Element {
  const parts = answerPartsOf(response)
  const isMixed = response.sentences.some(({ support }) => support !== 'supported')
  return (
    <p className="font-reading text-lg whitespace-pre-line">
      {parts.map(({ at, support, fragments }) => (
        <span key={at}>
          <Fragments
            fragments={fragments}
            citations={response.citations}
            {...opening}
            className={support === null ? '' : LINES[support]}
          />
          {isMixed && support !== null && <SupportMark support={support} />}
        </span>
      ))}
    </p>
  )
}

interface ComingTextProps extends Opening {
  readonly text: string
  readonly citations: readonly Citation[]
}

/** An answer that is still coming, or was stopped. */
export function ComingText({ text, citations, ...opening }: ComingTextProps): JSX.Element {
  const known = new Set(citations.map(({ n }) => n))
  return (
    <p className="font-reading text-lg whitespace-pre-line">
      <Fragments fragments={fragmentsOf(text, known)} citations={citations} {...opening} className="" />
    </p>
  )
}

interface FragmentsProps extends Opening {
  readonly fragments: readonly Fragment[]
  readonly citations: readonly Citation[]
  readonly className: string
}

function Fragments({ fragments, citations, className, open, onOpen }: FragmentsProps): JSX.Element {
  return (
    <>
      {fragments.map((fragment) => {
        if (fragment.kind === 'text') {
          return (
            <span key={fragment.at} className={className}>
              {fragment.text}
            </span>
          )
        }
        const citation = citations.find(({ n }) => n === fragment.n)
        return (
          citation !== undefined && <SourceMarker key={fragment.at} citation={citation} open={open} onOpen={onOpen} />
        )
      })}
    </>
  )
}
