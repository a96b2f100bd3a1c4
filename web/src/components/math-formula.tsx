import katex from 'katex'
import { useMemo, type JSX, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { elementsFromMarkup } from './elements-from-markup.ts'
import { useScrollFocus } from './use-scroll-focus.ts'

interface MathFormulaProps {
  readonly text: string
  /** With its signs, as it is shown when it is no valid formula. */
  readonly source: string
  readonly display: boolean
}

/** A formula as MathML, which the browser draws and a screen reader reads. */
export function MathFormula({ text, source, display }: MathFormulaProps): JSX.Element {
  const elements = useMemo(() => formulaOf(text, display), [text, display])
  const scroll = useScrollFocus<HTMLElement>()
  if (elements === null) return <code className="rounded-sm bg-sunken px-1 font-mono text-sm text-warn">{source}</code>
  return (
    <span ref={scroll} className={classNames(display && 'block overflow-x-auto py-2 text-lg')}>
      {elements}
    </span>
  )
}

/** Null when KaTeX cannot read it. */
function formulaOf(text: string, displayMode: boolean): ReactNode[] | null {
  try {
    const markup = katex.renderToString(text, {
      displayMode,
      output: 'mathml',
      strict: 'ignore',
      trust: false,
      maxExpand: 300,
    })
    // The page's policy forbids styles in markup, even while it is only read.
    return elementsFromMarkup(markup.replaceAll(/ style="[^"]*"/g, ''), () => undefined)
  } catch (failure) {
    if (failure instanceof katex.ParseError) return null
    throw failure
  }
}
