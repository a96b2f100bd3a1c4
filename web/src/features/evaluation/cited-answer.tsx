import type { AnswerSentence, Citation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { PassageLink } from '../../components/passage.tsx'

interface CitedAnswerProps {
  readonly answer: string
  readonly citations: readonly Citation[]
  /** Where it is known how far the sources bear each sentence. */
  readonly sentences?: readonly AnswerSentence[]
}

const LINES: Readonly<Record<AnswerSentence['support'], string>> = {
  supported: '',
  partly: 'underline decoration-warn decoration-dotted decoration-2 underline-offset-4',
  'not-found': 'underline decoration-bad decoration-wavy underline-offset-4',
}

const NONE: readonly AnswerSentence[] = []

/** An answer with the passages that it names. Sentences that they do not bear are underlined, and counted in words. */
export function CitedAnswer({ answer, citations, sentences = NONE }: CitedAnswerProps): JSX.Element {
  const t = useTranslations('evaluation')
  const unsupported = sentences.filter(({ support }) => support !== 'supported').length
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="font-reading whitespace-pre-line wrap-anywhere">
        {sentences.length === 0
          ? answer
          : piecesOf(answer, sentences).map(({ at, text, support }) => (
              <span key={at} className={support === null ? '' : LINES[support]}>
                {text}
              </span>
            ))}
      </p>
      {unsupported > 0 && <p className="text-sm text-warn">{t('unsupported', { count: unsupported })}</p>}
      {citations.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm text-accent">{t('sources', { count: citations.length })}</summary>
          <ol className="mt-2 flex flex-col gap-3">
            {citations.map((citation) => (
              <li key={citation.n} className="flex gap-2">
                <span className="text-sm font-medium tabular-nums">[{citation.n}]</span>
                <div className="min-w-0">
                  <PassageLink place={citation} />
                  <blockquote className="font-reading text-sm wrap-anywhere">{citation.text}</blockquote>
                </div>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}

interface Piece {
  readonly at: number
  readonly text: string
  readonly support: AnswerSentence['support'] | null
}

/** The sentences, and what stands between them. */
function piecesOf(answer: string, sentences: readonly AnswerSentence[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, support } of sentences) {
    if (start > at) pieces.push({ at, text: answer.slice(at, start), support: null })
    pieces.push({ at: start, text: answer.slice(start, end), support })
    at = end
  }
  if (at < answer.length) pieces.push({ at, text: answer.slice(at), support: null })
  return pieces
}
