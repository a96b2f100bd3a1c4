import { lazy, Suspense, useMemo, type JSX } from 'react'
import { classNames } from './class-names.ts'
import { richTextPieces, type RichTextPiece } from './rich-text-pieces.ts'
import { useScrollFocus } from './use-scroll-focus.ts'

const MathFormula = lazy(async () => ({ default: (await import('./math-formula.tsx')).MathFormula }))
const HighlightedCode = lazy(async () => ({ default: (await import('./highlighted-code.tsx')).HighlightedCode }))

interface RichTextProps {
  readonly text: string
  readonly className?: string
}

/** Plain text with its line breaks, math ($…$, $$…$$, \(…\), \[…\]) and code (`…`, ``` fences). May stand within a paragraph or button. */
export function RichText({ text, className }: RichTextProps): JSX.Element {
  const pieces = useMemo(() => richTextPieces(text), [text])
  return (
    <span className={classNames('whitespace-pre-wrap', className)}>
      {pieces.map((piece, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a text's pieces have no identity but their place
        <Piece key={index} piece={piece} />
      ))}
    </span>
  )
}

const CODE = 'rounded-sm bg-sunken font-mono text-sm'

function Piece({ piece }: { readonly piece: RichTextPiece }): JSX.Element {
  switch (piece.kind) {
    case 'text':
      return <>{piece.text}</>
    case 'math':
      return (
        <Suspense fallback={<code className={classNames(CODE, 'px-1')}>{piece.source}</code>}>
          <MathFormula text={piece.text} source={piece.source} display={piece.display} />
        </Suspense>
      )
    case 'code':
      return <code className={classNames(CODE, 'px-1')}>{piece.text}</code>
    case 'code-block':
      return <CodeBlock text={piece.text} language={piece.language} />
  }
}

function CodeBlock({ text, language }: { readonly text: string; readonly language: string | null }): JSX.Element {
  const scroll = useScrollFocus<HTMLElement>()
  return (
    <code
      ref={scroll}
      className={classNames(CODE, 'my-2 block overflow-x-auto border border-line p-3 text-left whitespace-pre')}
    >
      <Suspense fallback={text}>
        <HighlightedCode text={text} language={language} />
      </Suspense>
    </code>
  )
}
