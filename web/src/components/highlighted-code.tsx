import hljs from 'highlight.js/lib/common'
import { useMemo, type JSX } from 'react'
import { elementsFromMarkup } from './elements-from-markup.ts'

/** Colours of tokens, by highlight.js's names of them. */
const COLOURS: Readonly<Record<string, string>> = {
  'hljs-keyword': 'hljs-keyword text-series-3',
  'hljs-literal': 'hljs-literal text-series-3',
  'hljs-built_in': 'hljs-built_in text-accent',
  'hljs-title': 'hljs-title text-accent font-medium',
  'hljs-type': 'hljs-type text-series-2',
  'hljs-number': 'hljs-number text-series-2',
  'hljs-string': 'hljs-string text-good',
  'hljs-regexp': 'hljs-regexp text-good',
  'hljs-comment': 'hljs-comment text-soft italic',
  'hljs-meta': 'hljs-meta text-series-4',
  'hljs-attr': 'hljs-attr text-series-4',
  'hljs-attribute': 'hljs-attribute text-series-4',
  'hljs-tag': 'hljs-tag text-soft',
  'hljs-name': 'hljs-name text-series-3',
  'hljs-selector-tag': 'hljs-selector-tag text-series-3',
  'hljs-selector-class': 'hljs-selector-class text-series-2',
  'hljs-addition': 'hljs-addition bg-good-soft text-good',
  'hljs-deletion': 'hljs-deletion bg-bad-soft text-bad',
}

const colourOf = (name: string): string | undefined => COLOURS[name.split(' ')[0] ?? '']

interface HighlightedCodeProps {
  readonly text: string
  /** As the fence names it; null or unknown: not coloured. */
  readonly language: string | null
}

/** The tokens of a piece of code in their colours. */
export function HighlightedCode({ text, language }: HighlightedCodeProps): JSX.Element {
  const elements = useMemo(() => {
    if (language === null || hljs.getLanguage(language) === undefined) return text
    return elementsFromMarkup(hljs.highlight(text, { language, ignoreIllegals: true }).value, colourOf)
  }, [text, language])
  return <>{elements}</>
}
