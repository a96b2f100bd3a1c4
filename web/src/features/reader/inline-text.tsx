import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import type { TextRange } from './reading-text.ts'
import { piecesOf, type HighlightKind, type Layers, type Piece } from './text-pieces.ts'

const LOOKS: Readonly<Record<HighlightKind, string>> = {
  passage: 'bg-mark',
  hit: 'bg-mark-strong/60',
  current: 'bg-mark-strong outline-2 outline-accent',
}

interface InlineTextProps {
  readonly text: string
  readonly range: TextRange
  readonly layers: Layers
}

/** A stretch of the document's text with emphasis, links and highlights. Every run carries its offset, so that a selection can be told. */
export function InlineText({ text, range, layers }: InlineTextProps): JSX.Element {
  return (
    <>
      {piecesOf(range, layers).map((piece) => (
        <Run key={piece.start} piece={piece} text={text.slice(piece.start, piece.end)} />
      ))}
    </>
  )
}

function Run({ piece, text }: { readonly piece: Piece; readonly text: string }): JSX.Element {
  const look = classNames(
    piece.bold && 'font-bold',
    piece.italic && 'italic',
    piece.code && 'rounded-sm bg-sunken px-1 font-mono text-[0.9em]',
    piece.className,
  )
  const run = (
    <span data-at={piece.start} className={look === '' ? undefined : look}>
      {text}
    </span>
  )
  const marked =
    piece.highlight === null ? (
      run
    ) : (
      <mark data-highlight={piece.highlight} className={LOOKS[piece.highlight]}>
        {run}
      </mark>
    )
  return (
    <>
      {piece.newPage !== null && <InlinePageMark page={piece.newPage} />}
      {piece.href !== null && isOpenable(piece.href) ? (
        <a href={piece.href} target="_blank" rel="noopener noreferrer">
          {marked}
        </a>
      ) : (
        marked
      )}
    </>
  )
}

/** A document may hold any address; these lead out of it and do nothing else. */
const isOpenable = (href: string): boolean => /^(?:https?:\/\/|mailto:)/i.test(href)

/** Where a page begins within a paragraph. */
function InlinePageMark({ page }: { readonly page: number }): JSX.Element {
  const t = useTranslations('reader')
  return (
    <span className="mx-1 rounded-sm border border-line px-1 align-middle font-sans text-xs text-soft select-none">
      {t('pageShort', { page })}
    </span>
  )
}
