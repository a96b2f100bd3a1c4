import { useEffect, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { InlineText } from './inline-text.tsx'
import type { Block } from './reading-text.ts'
import type { Layers, Token } from './text-pieces.ts'

interface CodeBlockProps {
  readonly text: string
  readonly block: Extract<Block, { kind: 'code' }>
  readonly layers: Layers
}

/** A program, coloured once the colours have been fetched. */
export function CodeBlock({ text, block, layers }: CodeBlockProps): JSX.Element {
  const t = useTranslations('reader')
  const tokens = useTokens(text.slice(block.start, block.end), block.language, block.start)
  return (
    <ScrollRegion label={t('code')} className="my-4 overflow-x-auto rounded-md border border-line bg-sunken">
      <pre className="p-3 font-mono text-sm">
        <code>
          <InlineText text={text} range={block} layers={{ ...layers, marks: [], tokens }} />
        </code>
      </pre>
    </ScrollRegion>
  )
}

const NONE: readonly Token[] = []

function useTokens(code: string, language: string | null, start: number): readonly Token[] {
  const [tokens, setTokens] = useState(NONE)
  useEffect(() => {
    let isCurrent = true
    const colour = async (): Promise<void> => {
      const { codeTokens } = await import('./code-tokens.ts')
      if (isCurrent) setTokens(codeTokens(code, language, start))
    }
    if (language !== null) void colour()
    return () => {
      isCurrent = false
    }
  }, [code, language, start])
  return tokens
}
